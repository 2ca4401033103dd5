package dev.pomona.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.model.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCatalogueTest {

    @TempDir
    private Path folder;

    private CardCatalogue catalogue() {
        return CardCatalogue.with(FolderStore.at(folder));
    }

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** The example of the documentation. */
    private static String example(int number) throws IOException {
        String page = Files.readString(Path.of("../docs/catalogue.md"));
        List<String> parts = List.of(page.split("```(json)?\n", -1));
        return parts.get(2 * number - 1);
    }

    @Test
    void theExampleOfTheDocumentationIsTaken() throws IOException {
        file("cards/cassava.json", example(1));
        file("labels.json", example(2));
        CardCatalogue catalogue = catalogue();
        assertThat(catalogue.cardOf("Box 7")).map(Card::id).contains("cassava");
        assertThat(catalogue.cardOf("yucas")).map(Card::id).contains("cassava");
        assertThat(catalogue.displayName("manioc_doux")).isEqualTo(new Text<>("Cassava (yuca), Sweet", "Manioc, Doux"));
        assertThat(catalogue.displayName("Apple crate")).isEqualTo(new Text<>("Crate", "Cageot"));
        assertThat(catalogue.cardOf("Pomme Golden")).map(Card::id).contains("apple");
    }

    @Test
    void anEntryOfTheSameNameReplacesTheBundledOne() throws IOException {
        file("labels.json", "{\"Kiwi\": {\"fruit\": \"lime\"}}");
        assertThat(catalogue().cardOf("Kiwi")).map(Card::id).contains("lime");
    }

    @Test
    void anEntryInThePluralLeavesOtherLabelsTheirCards() throws IOException {
        file("labels.json", "{\"Purple potatoes\": {\"fruit\": \"sweet-potato\"}}");
        assertThat(catalogue().cardOf("Potatoes")).map(Card::id).contains("potato");
        assertThat(catalogue().cardOf("purple potato")).map(Card::id).contains("sweet-potato");
    }

    @Test
    void anEntryWithoutWordsIsForItsLabelAlone() throws IOException {
        file("labels.json", "{\"\ud83c\udf4f\": {\"fruit\": \"apple\"}}");
        assertThat(catalogue().cardOf("\ud83c\udf4f")).map(Card::id).contains("apple");
        assertThat(catalogue().cardOf("\ud83c\udf4b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweet potato", "Sweet-Potato", "SWEET_POTATO", "sweet potatoes"})
    void anEntryThatIsSpeltAlikeReplacesTheBundledOne(String label) throws IOException {
        file("labels.json", "{\"sweet potato\": {\"fruit\": \"lime\"}}");
        assertThat(catalogue().cardOf(label)).map(Card::id).contains("lime");
    }

    @ParameterizedTest
    @CsvSource({"kiwis, lime", "KIWIS, lime", "KIWI, lime", "Kiwi, kiwi"})
    void anEntryInThePluralDecidesWhereTheBundledOneIsNotExact(String label, String card) throws IOException {
        file("labels.json", "{\"kiwis\": {\"fruit\": \"lime\"}}");
        assertThat(catalogue().cardOf(label)).map(Card::id).contains(card);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|', // ~ stands for a new line
            quoteCharacter = '`',
            value = {
                "{~ \"A\": {\"fruit\": \"kiwi\"},~ \"B\": {\"fruit\": \"kivi\"}~} | line 3: label 'B' has no card 'kivi'",
                "{~ \"A\": {\"fruit\": \"kiwi\"}~ \"B\": {}~} | line 3: ",
                "{~ \"A\": {\"friut\": \"kiwi\"}~} | line 2: Unrecognized field",
                "{~ \"A\": {},~~ \"A\": {}~} | line 4: Duplicate field",
                "{~ \"A\": {\"fruit\": \"kiwi\", \"variety\": {\"en\": \"x\"}}~} | line 2: the text in French ('fr') is missing",
                "[] | line 1: labels are the members of an object",
            })
    void aWrongLabelIsNamedWithItsLine(String json, String said) throws IOException {
        file("labels.json", json.replace('~', '\n'));
        assertThatExceptionOfType(InvalidCatalogueException.class)
                .isThrownBy(this::catalogue)
                .withMessageContaining("'labels.json' in the folder ")
                .withMessageContaining(said)
                .withMessageNotContaining("\n");
    }

    @Test
    void aWrongCardIsNamedWithItsLine() throws IOException {
        file("cards/cassava.json", example(1).replace("\"family\": \"Euphorbiaceae\",", ""));
        assertThatExceptionOfType(InvalidCatalogueException.class)
                .isThrownBy(this::catalogue)
                .withMessageContaining("'cards/cassava.json' in the folder ")
                .withMessageContaining("'family' is missing")
                .withMessageContaining("line ");
        file("cards/cassava.json", example(1).replace("\"energyKcal\": 160", "\"energyKcal\": \"much\""));
        assertThatExceptionOfType(InvalidCatalogueException.class)
                .isThrownBy(this::catalogue)
                .withMessageContaining("line 14");
    }

    @Test
    void aCardIsInTheFileOfItsId() throws IOException {
        file("cards/manioc.json", example(1));
        assertThatExceptionOfType(InvalidCatalogueException.class)
                .isThrownBy(this::catalogue)
                .withMessageContaining("must be called 'cards/cassava.json'");
    }

    @Test
    void aFolderWithoutACatalogueIsRefused() {
        assertThatExceptionOfType(InvalidCatalogueException.class)
                .isThrownBy(this::catalogue)
                .withMessageContaining("neither 'labels.json' nor a card");
    }
}
