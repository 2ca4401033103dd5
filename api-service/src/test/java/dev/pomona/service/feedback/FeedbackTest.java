package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

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
                "*"
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
    @ValueSource(strings = {"Golden-Delicious", "Apple Golden 1", "Pêche plate", "桃", "O’Henry", "Nectarine (flat)"})
    void takesNamesOfFruitInAnyScript(String label) {
        assertThat(Feedback.of(label, false).label()).isEqualTo(label);
    }

    @Test
    void oneNameIsOneFolderHoweverItsAccentsAreWritten() {
        assertThat(Feedback.of(" Pe\u0302che ", false)).isEqualTo(Feedback.of("P\u00EAche", false));
    }

    @Test
    void takesEveryLabelOfTheCatalogue() throws IOException {
        try (InputStream labels = FeedbackTest.class.getResourceAsStream("/catalogue/labels.json")) {
            assertThat(new JsonMapper().readTree(labels.readAllBytes()).propertyNames())
                    .hasSizeGreaterThan(150)
                    .allSatisfy(label ->
                            assertThat(Feedback.of(label, false).label()).isEqualTo(label));
        }
    }

    @Test
    void isEitherALabelOrNotAFruit() {
        assertThat(Feedback.of(null, true).notAFruit()).isTrue();
        assertThatThrownBy(() -> Feedback.of("Kiwi", true)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Feedback.of(null, false)).isInstanceOf(ProblemException.class);
    }
}
