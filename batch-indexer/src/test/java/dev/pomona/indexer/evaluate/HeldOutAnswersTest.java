package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeldOutAnswersTest {

    /** 100 photos, similarity and confidence 0.01 to 1.00; the least confident 20 are wrong, at rank 3. */
    private static HeldOutAnswers hundred() {
        List<JudgedAnswer> answers = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            answers.add(judged(i / 100.0, i / 100.0, i <= 20 ? 3 : 1));
        }
        return new HeldOutAnswers(answers, List.of(), List.of());
    }

    private static JudgedAnswer judged(double similarity, double confidence, int rank) {
        return new JudgedAnswer("Kiwi", rank == 1 ? "Kiwi" : "Lime", similarity, confidence, rank);
    }

    @Test
    void nineteenOfTwentyPhotosReachTheSimilarityOfKnownThings() {
        double threshold = hundred().thresholds().unknownBelow();
        assertThat(hundred().fruit().stream().filter(a -> a.similarity() >= threshold))
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
        HeldOutAnswers wrong =
                new HeldOutAnswers(List.of(judged(0.9, 0.8, 0), judged(0.9, 0.7, 2)), List.of(), List.of());
        assertThat(wrong.thresholds().recognisedFrom()).isEqualTo(1);
    }

    @Test
    void countsWhatWasRightAndWhatWasReserved() {
        Manifest.Accuracy accuracy = Objects.requireNonNull(
                hundred().evaluation("held out", new Thresholds(0.05, 0.5)).accuracy());
        assertThat(accuracy.queries()).isEqualTo(100);
        assertThat(accuracy.top1()).isEqualTo(0.8);
        assertThat(accuracy.top5()).isEqualTo(1);
        assertThat(accuracy.unknown()).isEqualTo(0.04);
        assertThat(accuracy.recognised()).isEqualTo(0.51);
        assertThat(accuracy.precisionAtRecognised()).isEqualTo(1);
    }

    @Test
    void aConfidenceThatIsRightAsOftenAsItSaysHasNoCalibrationError() {
        List<JudgedAnswer> honest = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            honest.add(judged(1, 0.75, i < 7 ? 1 : 2));
            honest.add(judged(1, 0.75, i < 8 ? 1 : 2));
        }
        assertThat(calibrationError(new HeldOutAnswers(honest, List.of(), List.of())))
                .isCloseTo(0, within(1e-9));
        List<JudgedAnswer> boaster = List.of(judged(1, 1, 2), judged(1, 1, 1));
        assertThat(calibrationError(new HeldOutAnswers(boaster, List.of(), List.of())))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void negativesAreAcceptedWhereTheyAreTakenForSomethingIndexed() {
        HeldOutAnswers answers = new HeldOutAnswers(
                List.of(judged(0.9, 0.9, 1), judged(0.5, 0.9, 1)),
                List.of(judged(0.7, 0.3, 0), judged(0.2, 0.3, 0)),
                List.of());
        Manifest.OutOfDistribution negatives = Objects.requireNonNull(
                answers.evaluation("", new Thresholds(0.4, 0.5)).outOfDistribution());
        assertThat(negatives.queries()).isEqualTo(2);
        assertThat(negatives.falseAcceptRate()).isEqualTo(0.5);
        // of the four pairs of a fruit and a negative, one (0.5 against 0.7) is in the wrong order
        assertThat(negatives.auroc()).isEqualTo(0.75);
    }

    @Test
    void detailsTellWhichLabelsWereTakenForWhich() {
        HeldOutDetails details = hundred().details(Asked.NONE);
        assertThat(details.labels()).containsExactly(new HeldOutDetails.LabelResult("Kiwi", 100, 80, 100));
        assertThat(details.confusions()).containsExactly(new HeldOutDetails.Confusion("Kiwi", "Lime", 20));
        assertThat(details.calibration().stream().mapToLong(HeldOutDetails.CalibrationBin::photos))
                .containsExactly(9L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 11L);
    }

    @Test
    void confidenceIsHeldAgainstTheTruthWhereItWasNotFitted() {
        List<JudgedAnswer> flattered = List.of(judged(1, 1, 1), judged(1, 0, 2));
        List<JudgedAnswer> crossFitted = List.of(judged(1, 0.6, 1), judged(1, 0.6, 2));
        HeldOutAnswers answers = new HeldOutAnswers(flattered, List.of(), crossFitted);
        assertThat(calibrationError(answers)).isCloseTo(0.1, within(1e-9));
        assertThat(answers.details(Asked.NONE).calibration())
                .containsExactly(new HeldOutDetails.CalibrationBin(2, 0.6, 0.5));
    }

    private static double calibrationError(HeldOutAnswers answers) {
        return Objects.requireNonNull(
                        answers.evaluation("", new Thresholds(0, 0)).accuracy())
                .calibrationError();
    }
}
