package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeStatisticsTest {

    /** 100 photos, familiarity and confidence 0.01 to 1.00; the least confident 20 are wrong, at rank 3. */
    private static OutcomeStatistics hundred() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            outcomes.add(outcome(i / 100.0, i / 100.0, i <= 20 ? 3 : 1));
        }
        return new OutcomeStatistics(outcomes, List.of(), List.of());
    }

    private static Outcome outcome(double familiarity, double confidence, int rank) {
        return outcome("", familiarity, confidence, rank);
    }

    private static Outcome outcome(String source, double familiarity, double confidence, int rank) {
        Outcome.Ranking ranking =
                new Outcome.Ranking(rank == 1 ? "Kiwi" : "Lime", confidence, 0, rank, Status.RECOGNISED);
        return new Outcome(source, "", "Kiwi", familiarity, ranking, ranking, true);
    }

    @Test
    void nineteenOfTwentyQueriesReachTheThresholdOfUnknown() {
        double threshold = hundred().thresholds(0.9, List.of()).unknownBelow();
        assertThat(hundred().fruit().stream().filter(a -> a.familiarity() >= threshold))
                .hasSize(95);
    }

    @Test
    void nineOfTenRecognisedAnswersAreRight() {
        double threshold = hundred().thresholds(0.9, List.of()).recognisedFrom();
        // 80 right of 88 with confidence 0.13 and above; of 89 it would be fewer than nine in ten
        assertThat(threshold).isEqualTo(0.13);
    }

    @Test
    void nothingIsRecognisedWhereEverythingIsWrong() {
        OutcomeStatistics wrong =
                new OutcomeStatistics(List.of(outcome(0.9, 0.8, 0), outcome(0.9, 0.7, 2)), List.of(), List.of());
        assertThat(wrong.thresholds(0.9, List.of()).recognisedFrom()).isEqualTo(1);
    }

    /** As many photos of each source; of the shop the 20 least confident are wrong, of the web the 60 least confident. */
    private static OutcomeStatistics twoSources() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            outcomes.add(outcome("shop", 0.5 + i / 200.0, i / 100.0, i <= 20 ? 3 : 1));
            outcomes.add(outcome("web", i / 200.0, i / 100.0, i <= 60 ? 3 : 1));
        }
        return new OutcomeStatistics(outcomes, List.of(), List.of());
    }

    @Test
    void theThresholdsHoldForTheWorstSource() {
        Thresholds thresholds = twoSources().thresholds(0.9, List.of());
        // 40 right of 44 web photos with confidence 0.57 and above
        assertThat(thresholds.recognisedFrom()).isEqualTo(0.57);
        assertThat(thresholds.kindRecognisedFrom()).isEqualTo(0.57);
        assertThat(twoSources().fruit().stream()
                        .filter(outcome -> outcome.source().equals("web"))
                        .filter(outcome -> outcome.familiarity() >= thresholds.unknownBelow()))
                .hasSize(95);
    }

    @Test
    void aHigherPrecisionNeedsMoreConfidence() {
        assertThat(twoSources().thresholds(1, List.of()).recognisedFrom()).isEqualTo(0.61);
    }

    /** Every ninth answer is wrong, however confident. */
    private static List<Outcome> everyNinthWrong(int answers) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            outcomes.add(outcome("", 0.9, 1 - i / 1000.0, i % 9 == 0 ? 2 : 1));
        }
        return outcomes;
    }

    @Test
    void whereThePrecisionIsNearlyReachedTheConfidenceOfTheBestOneIsTheThreshold() {
        OutcomeStatistics nearly = new OutcomeStatistics(everyNinthWrong(180), List.of(), List.of());
        // 160 right of 180
        assertThat(nearly.thresholds(0.9, List.of()).recognisedFrom()).isEqualTo(1 - 179 / 1000.0);
        assertThat(nearly.thresholds(0.95, List.of()).recognisedFrom()).isEqualTo(1);
    }

    @Test
    void easyQueriesAskForNoMoreConfidenceThanThePrecision() {
        OutcomeStatistics easy =
                new OutcomeStatistics(Collections.nCopies(20, outcome(0.9, 0.99, 1)), List.of(), List.of());
        assertThat(easy.thresholds(0.9, List.of()).kindRecognisedFrom()).isEqualTo(0.9);
    }

    @Test
    void aPrecisionThatIsNotReachedIsNotMeasuredOnAFewAnswers() {
        assertThat(new OutcomeStatistics(everyNinthWrong(45), List.of(), List.of())
                        .thresholds(0.9, List.of())
                        .recognisedFrom())
                .isEqualTo(1);
    }

    @Test
    void atMostATenthOfTheFruitThatIsNotIndexedIsRecognised() {
        List<Outcome> unseen = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            unseen.add(outcome(i / 100.0, 1, 0));
        }
        Thresholds thresholds = hundred().thresholds(0.9, unseen);
        assertThat(thresholds.familiarFrom()).isGreaterThan(0.9).isLessThan(0.91);
        assertThat(thresholds.unknownBelow()).isEqualTo(0.06);
        assertThat(hundred()
                        .evaluation("", thresholds, unseen, List.of(), 0, List.of())
                        .unseenKinds())
                .isEqualTo(new Manifest.UnseenKinds(100, 0.05, 0.1, 0.1));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.095", "0.119, 0.11", "0.4, 0.36"})
    void fewerOfItAreWhereEnoughQueriesStillAre(double mostFamiliar, double expected) {
        List<Outcome> unseen = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            unseen.add(outcome(mostFamiliar * i / 100, 1, 0));
        }
        assertThat(hundred().thresholds(0.9, unseen).familiarFrom()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void unfamiliarFruitIsNoReasonForAHigherThresholdWhereItsAnswersAreUncertain() {
        List<Outcome> unseen = Collections.nCopies(100, outcome(0.9, 0.1, 0));
        assertThat(hundred().thresholds(0.9, unseen).familiarFrom()).isEqualTo(0.06);
    }

    @Test
    void unknownEndsWhereNearlyAllNegativesAreDeclined() {
        List<Outcome> negatives = Collections.nCopies(100, outcome(0.02, 0.9, 0));
        OutcomeStatistics clear = new OutcomeStatistics(hundred().fruit(), negatives, List.of());
        assertThat(clear.thresholds(0.9, List.of()).unknownBelow()).isEqualTo(Math.nextUp(0.02));
        assertThat(clear.thresholds(0.9, List.of()).familiarFrom()).isEqualTo(Math.nextUp(0.02));
    }

    @Test
    void negativesThatAreAsFamiliarAsFruitMakeNoMoreThanEightPercentOfItUnknown() {
        List<Outcome> negatives = Collections.nCopies(100, outcome(0.5, 0.9, 0));
        Thresholds thresholds =
                new OutcomeStatistics(hundred().fruit(), negatives, List.of()).thresholds(0.9, List.of());
        assertThat(hundred().fruit().stream().filter(a -> a.familiarity() >= thresholds.unknownBelow()))
                .hasSize(92);
        assertThat(thresholds.familiarFrom()).isEqualTo(Math.nextUp(0.5));
    }

    @Test
    void aSourceOfFewPhotosSetsNoThreshold() {
        List<Outcome> outcomes = new ArrayList<>(hundred().fruit());
        outcomes.add(outcome("album", 0.01, 1, 2));
        assertThat(new OutcomeStatistics(outcomes, List.of(), List.of())
                        .thresholds(0.9, List.of())
                        .recognisedFrom())
                .isEqualTo(0.13);
    }

    @Test
    void whatIsNeitherRightNorWrongSetsNoThresholdOfLabels() {
        List<Outcome> outcomes = new ArrayList<>(hundred().fruit());
        for (int i = 0; i < 20; i++) {
            outcomes.add(new Outcome(
                    "",
                    "",
                    "Apple",
                    0.9,
                    new Outcome.Ranking("Gala", 0.99, 0, 2, Status.RECOGNISED),
                    new Outcome.Ranking("apple", 0.99, 0, 1, Status.RECOGNISED),
                    false));
        }
        Thresholds thresholds = new OutcomeStatistics(outcomes, List.of(), List.of()).thresholds(0.9, List.of());
        assertThat(thresholds.recognisedFrom()).isEqualTo(0.13);
        assertThat(thresholds.kindRecognisedFrom()).isLessThan(0.13);
    }

    @Test
    void countsCorrectAnswersAndStatuses() {
        Manifest.Accuracy accuracy = hundred()
                .evaluation("held out", new Thresholds(0.05, 0.5), List.of(), List.of(), 0, List.of())
                .accuracy();
        assertThat(accuracy.queries()).isEqualTo(100);
        assertThat(accuracy.top1()).isEqualTo(0.8);
        assertThat(accuracy.top5()).isEqualTo(1);
        assertThat(accuracy.unknown()).isEqualTo(0.04);
        assertThat(accuracy.recognised()).isEqualTo(0.51);
        assertThat(accuracy.precisionAtRecognised()).isEqualTo(1);
    }

    @Test
    void aConfidenceThatEqualsTheAccuracyHasNoCalibrationError() {
        List<Outcome> calibrated = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calibrated.add(outcome(1, 0.75, i < 7 ? 1 : 2));
            calibrated.add(outcome(1, 0.75, i < 8 ? 1 : 2));
        }
        assertThat(calibrationError(new OutcomeStatistics(calibrated, List.of(), calibrated)))
                .isCloseTo(0, within(1e-9));
        List<Outcome> overconfident = List.of(outcome(1, 1, 2), outcome(1, 1, 1));
        assertThat(calibrationError(new OutcomeStatistics(overconfident, List.of(), overconfident)))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void negativesAreAcceptedUnlessTheirStatusIsUnknown() {
        OutcomeStatistics statistics = new OutcomeStatistics(
                List.of(outcome(0.9, 0.9, 1), outcome(0.5, 0.9, 1)),
                List.of(outcome(0.7, 0.3, 0), outcome(0.2, 0.3, 0)),
                List.of());
        Manifest.OutOfDistribution negatives = statistics
                .evaluation("", new Thresholds(0.4, 0.5), List.of(), List.of(), 0, List.of())
                .outOfDistribution();
        assertThat(negatives.queries()).isEqualTo(2);
        assertThat(negatives.falseAcceptRate()).isEqualTo(0.5);
        // of the four pairs of a fruit and a negative, one (0.5 against 0.7) is in the wrong order
        assertThat(negatives.auroc()).isEqualTo(0.75);
    }

    @Test
    void detailsCountLabelsAndConfusions() {
        EvaluationResult.Details details = hundred().details(EvaluationSet.NONE);
        assertThat(details.labels()).containsExactly(new EvaluationResult.LabelResult("Kiwi", 100, 80, 100));
        assertThat(details.confusions()).containsExactly(new EvaluationResult.Confusion("Kiwi", "Lime", 20));
        assertThat(details.calibration().stream().mapToLong(EvaluationResult.CalibrationBin::queries))
                .containsExactly(9L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 11L);
    }

    @Test
    void calibrationIsMeasuredOnCrossFittedOutcomes() {
        List<Outcome> fitted = List.of(outcome(1, 1, 1), outcome(1, 0, 2));
        List<Outcome> crossFitted = List.of(outcome(1, 0.6, 1), outcome(1, 0.6, 2));
        OutcomeStatistics statistics = new OutcomeStatistics(fitted, List.of(), crossFitted);
        assertThat(calibrationError(statistics)).isCloseTo(0.1, within(1e-9));
        assertThat(statistics.details(EvaluationSet.NONE).calibration())
                .containsExactly(new EvaluationResult.CalibrationBin(2, 0.6, 0.5));
    }

    @Test
    void theErrorOfACalibrationThatKnowsItsPhotosIsNotMeasured() {
        assertThat(hundred()
                        .evaluation("", new Thresholds(0, 0), List.of(), List.of(), 0, List.of())
                        .accuracy()
                        .calibrationError())
                .isNull();
    }

    private static double calibrationError(OutcomeStatistics statistics) {
        return statistics
                .evaluation("", new Thresholds(0, 0), List.of(), List.of(), 0, List.of())
                .accuracy()
                .calibrationError();
    }
}
