package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../photos",
                "a/b",
                "a\\b",
                "/etc",
                "C:x",
                ".hidden",
                "_part",
                "dot.",
                "line\nbreak",
                "zero\0byte",
                "a\u202Eb",
                "what?",
                "<b>",
                "*",
                "con",
                "NUL",
                "Aux.jpg",
                "lpt1"
            })
    void refusesWhatMustNotBecomeAFolder(String label) {
        assertThatThrownBy(() -> Feedback.of(label, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.INVALID_LABEL));
    }

    @Test
    void refusesALabelThatIsTooLongForAFileSystem() {
        assertThat(Feedback.of("a".repeat(64), false).label()).hasSize(64);
        assertThatThrownBy(() -> Feedback.of("a".repeat(65), false)).isInstanceOf(ProblemException.class);
        String fourBytesEach = "\uD840\uDC00";
        assertThat(Feedback.of(fourBytesEach.repeat(50), false).label()).isNotNull();
        assertThatThrownBy(() -> Feedback.of(fourBytesEach.repeat(51), false)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Golden-Delicious",
                "Apple Golden 1",
                "Pêche plate",
                "桃",
                "O’Henry",
                "Nectarine (flat)",
                "5",
                "Conference",
                "Con-1"
            })
    void takesNamesOfFruitInAnyScript(String label) {
        assertThat(Feedback.of(label, false).label()).isEqualTo(label);
    }

    @Test
    void oneNameIsOneFolderHoweverItsAccentsAreWritten() {
        assertThat(Feedback.of(" Pe\u0302che ", false)).isEqualTo(Feedback.of("P\u00EAche", false));
    }

    @Test
    void takesEveryLabelOfTheCatalogue() {
        assertThat(CardCatalogue.bundled().labels())
                .hasSizeGreaterThan(150)
                .allSatisfy(
                        label -> assertThat(Feedback.of(label, false).label()).isEqualTo(label));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a fruit", "Not a Fruit", "not-a-fruit", "NOT_A_FRUIT", "notAFruit", " not  a fruit "})
    void theWordsNotAFruitAreNoLabel(String words) {
        assertThat(Feedback.of(words, false)).isEqualTo(Feedback.of(null, true));
        assertThat(Feedback.of(words, true)).isEqualTo(Feedback.of(null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a fruit fly", "a fruit", "not", "no fruit"})
    void otherWordsAreALabel(String label) {
        assertThat(Feedback.of(label, false).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "KIWI, Kiwi",
        "kiwi, Kiwi",
        "Kiwi, Kiwi",
        "golden delicious, Golden-Delicious",
        "Golden_Delicious, Golden-Delicious",
        "appleGolden 1, Apple Golden 1",
        "Passion-Fruit, Passion-Fruit",
        "passion fruit, Passion Fruit",
        "PêCHE, Pêche",
        "Kiwi Gold, Kiwi Gold",
        "Kiwis, Kiwis",
        "5, 5"
    })
    void aKnownLabelIsFoundHoweverItIsWrittenAndANewOneStaysAsItIs(String given, String kept) {
        List<String> known =
                List.of("Apple Golden 1", "Golden-Delicious", "Kiwi", "Passion Fruit", "Passion-Fruit", "Pêche");
        assertThat(Feedback.of(given, false).inTermsOf(known, List.of(), Stream::of))
                .isEqualTo(new Feedback(kept));
        assertThat(Feedback.of(given, false).inTermsOf(List.of(), known, Stream::of))
                .isEqualTo(new Feedback(kept));
    }

    /** Gala is in the index and in the catalogue; Golden 1, Granny and Braeburn are in the catalogue alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Apple, Golden Delicious | Golden-Delicious",
                "pomme, golden delicious | Golden-Delicious",
                "Apple, Gala             | Gala",
                "Apple, Granny Smith     | Granny",
                "Apple, Red              | Apple, Red",
                "Apple, Braeburn         | Apple, Braeburn",
                "Apple                   | Apple"
            })
    void aNameThatExactlyOneLabelHasIsThatLabel(String given, String kept) {
        Map<String, List<String>> names = Map.of(
                "Gala", List.of("Apple, Gala", "Pomme, Gala"),
                "Golden-Delicious", List.of("Apple, Golden Delicious", "Pomme, Golden Delicious"),
                "Golden 1", List.of("Apple, Golden Delicious", "Pomme, Golden Delicious"),
                "Red 1", List.of("Apple, Red"),
                "Red 2", List.of("Apple, Red"),
                "Granny", List.of("Apple, Granny Smith"),
                "Braeburn 1", List.of("Apple, Braeburn"),
                "Braeburn 2", List.of("Apple, Braeburn"),
                "Fuji", List.of("Apple"),
                "Apple", List.of("Pomme"));
        Feedback found = Feedback.of(given, false)
                .inTermsOf(
                        List.of("Gala", "Golden-Delicious", "Red 1", "Red 2", "Fuji", "Apple"),
                        List.of("Braeburn 1", "Braeburn 2", "Gala", "Golden 1", "Granny"),
                        label -> names.get(label).stream());
        assertThat(found).isEqualTo(new Feedback(kept));
    }

    @Test
    void whatIsNoFruitHasNoLabelToBeFound() {
        assertThat(Feedback.of(null, true)
                        .inTermsOf(List.of("Kiwi"), List.of(), Stream::of)
                        .notAFruit())
                .isTrue();
    }

    @Test
    void isEitherALabelOrNotAFruit() {
        assertThat(Feedback.of(null, true).notAFruit()).isTrue();
        assertThatThrownBy(() -> Feedback.of("Kiwi", true)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Feedback.of(null, false)).isInstanceOf(ProblemException.class);
    }
}
