package dev.pomona.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardCatalogueTest {

    private static final CardCatalogue CATALOGUE = CardCatalogue.bundled();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "labels.csv", delimiter = ';', numLinesToSkip = 1)
    void findsKindAndVarietyOfLabelsInBothLanguages(String label, String card, String english, String french) {
        assertThat(CATALOGUE.cardOf(label).map(Card::id).orElse("-")).isEqualTo(card);
        assertThat(CATALOGUE.varietyNameOf(label))
                .isEqualTo(Optional.ofNullable(english).map(variety -> new Text<>(english, french)));
    }

    @Test
    void anExactEntryWins() {
        assertThat(CATALOGUE.varietyNameOf("Apple Golden 1"))
                .contains(new Text<>("Golden Delicious", "Golden Delicious"));
        assertThat(CATALOGUE.varietyNameOf("Tomato Cherry Red")).contains(new Text<>("Red cherry", "Cerise rouge"));
        assertThat(CATALOGUE.cardOf("Tropicana-Golden-Grapefruit")).isEmpty();
    }

    @Test
    void everyNameOfACardFindsItsCardUnlessAnotherCardHasThisName() {
        for (Card card : CATALOGUE.cards()) {
            assertThat(CATALOGUE.cardOf(card.id())).as(card.id()).contains(card);
            assertThat(CATALOGUE.cardOf(card.name().en())).as(card.id()).contains(card);
            assertThat(CATALOGUE.cardOf(card.name().fr())).as(card.id()).contains(card);
        }
    }

    @Test
    void labelsOfOneKindAndVarietyAreOneWhateverTheirSpelling() {
        assertThat(CATALOGUE.kindOf("Pommes")).isEqualTo(CATALOGUE.kindOf("Apple Golden 1"));
        assertThat(CATALOGUE.varietyOf("Pomme Granny-Smith")).isEqualTo(CATALOGUE.varietyOf("Apple Granny Smith"));
        assertThat(CATALOGUE.varietyOf("Pomme Golden")).isNotEqualTo(CATALOGUE.varietyOf("Pommes"));
    }

    @Test
    void aLabelWithoutACardIsItsOwnKindUnderItsOwnName() {
        assertThat(CATALOGUE.kindOf("Kohlrabi 7")).isNotEqualTo(CATALOGUE.kindOf("Kohlrabi 8"));
        assertThat(CATALOGUE.displayName("Kohlrabi 7")).isEqualTo(new Text<>("Kohlrabi 7", "Kohlrabi 7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "'", "É", "\u0301", "&", "de la", "Pomme Pomme", "and apple", "apple 'n'"})
    void anyLabelHasADisplayName(String label) {
        assertThat(CATALOGUE.displayName(label).en()).isNotNull();
    }

    @Test
    void everyCardFileIsOfSomeLabel() throws Exception {
        Path folder = Path.of(CardCatalogue.class.getResource("cards").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            CATALOGUE.cards().stream().map(Card::id).toList());
        }
    }

    @Test
    void namesOfOneCardDoNotMeanAnother() {
        Map<String, String> names =
                Map.of("Huckleberry", "huckleberry", "Granadilla", "granadilla", "Pomelo", "grapefruit");
        names.forEach((label, card) ->
                assertThat(CATALOGUE.cardOf(label).map(Card::id)).as(label).contains(card));
    }
}
