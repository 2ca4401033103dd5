package dev.pomona.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels are names of folders and what users type: anything at all. */
class OddLabelsTest {

    private static final CardCatalogue CATALOGUE = CatalogueFiles.bundled().toCatalogue();

    /** Keycap, variation selector, joiner, accents, emoji; letters that are marks when decomposed; halves of surrogate pairs. */
    private static final List<String> ODD = List.of(
            "\u20e3",
            "\ufe0f",
            "\u200d",
            "\u0301",
            "\u0345",
            "\uff9e",
            "\ud83c\udf4e",
            "\u2764\ufe0f",
            "\ud83c\udf36\ufe0f",
            "1\ufe0f\u20e3",
            "\ud835\udfd9",
            "\ud801\udca1",
            "\u00bd",
            "\u2163",
            "\u0661",
            "\ud83c",
            "\udf4e",
            "\ufdfa",
            "\u0130",
            "\u0e33",
            "\ud55c",
            "",
            " ",
            "\u00a0",
            "\t",
            "\u0000",
            "-",
            "_",
            "'",
            "&",
            "+",
            "s",
            "es",
            "ies",
            "x",
            "A",
            "No",
            "de",
            "la",
            "and",
            "et",
            "7",
            "Apple",
            "pommes",
            "Red pepper",
            "Golden",
            "juice");

    @ParameterizedTest
    @CsvSource({
        "Apple 1\ufe0f\u20e3, apple",
        "\ud83c\udf36\ufe0f Red pepper, bell-pepper",
        "\u2764\ufe0f Golden Apple, apple",
        "\u0301 Apple \u20e3 Golden, apple",
    })
    void marksAloneAreNoWords(String label, String card) {
        assertThat(CATALOGUE.cardOf(label).map(Card::id)).contains(card);
    }

    @Test
    void anyLabelHasWordsASpellingAndADisplayName() {
        Random random = new Random(20261126);
        for (int i = 0; i < 20_000; i++) {
            label(random, 1 + random.nextInt(8));
        }
    }

    @Test
    void aLabelAsLongAsAKeyOfS3HasThemToo() {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            label(random, 500);
        }
    }

    private static void label(Random random, int parts) {
        StringBuilder text = new StringBuilder();
        random.ints(parts, 0, ODD.size()).forEach(part -> text.append(ODD.get(part)));
        String label = text.toString();
        String escaped = label.chars().mapToObj("%04x "::formatted).reduce("", String::concat);
        try {
            assertThat(LabelWords.of(label).words())
                    .noneMatch(word -> word.plain().isEmpty());
            assertThat(CATALOGUE.displayName(label).en()).isNotNull();
            assertThat(CATALOGUE.varietyOf(label)).startsWith(CATALOGUE.kindOf(label));
            assertThat(Spelling.key(Spelling.visible(label))).isEqualTo(Spelling.key(label));
        } catch (RuntimeException e) {
            throw new AssertionError(escaped, e);
        }
    }
}
