package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "0.49, 1.00, UNKNOWN",
        "0.49, 0.00, UNKNOWN",
        "0.50, 0.69, UNCERTAIN",
        "0.50, 0.70, RECOGNISED",
        "0.99, 0.10, UNCERTAIN",
        "0.99, 0.99, RECOGNISED"
    })
    void aPhotoMustBeNearAndTheAnswerSure(double similarity, double confidence, Status expected) {
        assertThat(new Thresholds(0.5, 0.7).status(similarity, confidence, 0)).isEqualTo(expected);
    }

    @Test
    void anAnswerThatIsNotTwiceAsProbableAsTheSecondIsUncertain() {
        Thresholds low = new Thresholds(0.5, 0.3);
        assertThat(low.status(0.9, 0.4, 0.21)).isEqualTo(Status.UNCERTAIN);
        assertThat(low.status(0.9, 0.4, 0.2)).isEqualTo(Status.RECOGNISED);
    }
}
