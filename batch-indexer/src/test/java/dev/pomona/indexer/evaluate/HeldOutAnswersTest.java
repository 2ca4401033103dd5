package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.evaluate.HeldOutAnswers.Judged;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Thresholds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutAnswersTest {

    /** 100 photos, similarity and confidence 0.01 to 1.00; the least confident 20 are wrong, at rank 3. */
    private static HeldOutAnswers hundred() {
        List<Judged> answers = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            answers.add(new Judged(i / 100.0, i / 100.0, i <= 20 ? 3 : 1));
        }
        return new HeldOutAnswers(answers);
    }

    @Test
    void nineteenOfTwentyPhotosReachTheSimilarityOfKnownThings() {
        double threshold = hundred().thresholds().unknownBelow();
        assertThat(hundred().answers().stream().filter(a -> a.similarity() >= threshold))
                .hasSize(95);
    }

    @Test
    void nineOfTenAnswersGivenWithoutReservationAreRight() {
        double threshold = hundred().thresholds().recognisedFrom();
        // 80 right of 88 asked with confidence 0.13 and above; of 89 it would be fewer than nine in ten
        assertThat(threshold).isEqualTo(0.13);
    }

    @Test
    void nothingIsGivenWithoutReservationWhereEverythingIsWrong() {
        HeldOutAnswers wrong = new HeldOutAnswers(List.of(new Judged(0.9, 0.8, 0), new Judged(0.9, 0.7, 2)));
        assertThat(wrong.thresholds().recognisedFrom()).isEqualTo(1);
    }

    @Test
    void countsWhatWasRightAndWhatWasReserved() {
        Manifest.Evaluation evaluation = hundred().evaluation("held out", new Thresholds(0.05, 0.5));
        assertThat(evaluation.photos()).isEqualTo(100);
        assertThat(evaluation.top1()).isEqualTo(0.8);
        assertThat(evaluation.top5()).isEqualTo(1);
        assertThat(evaluation.unknown()).isEqualTo(0.04);
        assertThat(evaluation.recognised()).isEqualTo(0.51);
        assertThat(evaluation.recognisedRight()).isEqualTo(1);
    }

    @Test
    void aConfidenceThatIsRightAsOftenAsItSaysHasNoCalibrationError() {
        List<Judged> honest = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            honest.add(new Judged(1, 0.75, i < 7 ? 1 : 2));
            honest.add(new Judged(1, 0.75, i < 8 ? 1 : 2));
        }
        assertThat(new HeldOutAnswers(honest)
                        .evaluation("", new Thresholds(0, 0))
                        .calibrationError())
                .isCloseTo(0, within(1e-9));
        List<Judged> boaster = List.of(new Judged(1, 1, 2), new Judged(1, 1, 1));
        assertThat(new HeldOutAnswers(boaster)
                        .evaluation("", new Thresholds(0, 0))
                        .calibrationError())
                .isCloseTo(0.5, within(1e-9));
    }
}
