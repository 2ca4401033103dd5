package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.neighbours.Neighbour;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final Calibration CALIBRATION = new Calibration(-2, 3, 10);

    @Test
    void isALogisticFunctionOfSimilarityAndMargin() {
        // -2 + 3 x 0.5 + 10 x 0.05 = 0
        assertThat(CALIBRATION.confidence(score(0.5f, 0.05))).isCloseTo(0.5, within(1e-9));
        // -2 + 3 x 0.5 + 10 x 0.25 = 2
        assertThat(CALIBRATION.confidence(score(0.5f, 0.25))).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-9));
    }

    @Test
    void growsWithBoth() {
        double confidence = CALIBRATION.confidence(score(0.5f, 0.1));
        assertThat(CALIBRATION.confidence(score(0.6f, 0.1))).isGreaterThan(confidence);
        assertThat(CALIBRATION.confidence(score(0.5f, 0.2))).isGreaterThan(confidence);
    }

    @Test
    void staysBetweenZeroAndOne() {
        Calibration steep = new Calibration(0, 0, 1e6);
        assertThat(steep.confidence(score(0, 1))).isEqualTo(1);
        assertThat(steep.confidence(score(0, -1))).isEqualTo(0);
    }

    private static LabelScore score(float similarity, double margin) {
        return new LabelScore("lime", similarity, margin, new Neighbour("photo", "lime", similarity));
    }
}
