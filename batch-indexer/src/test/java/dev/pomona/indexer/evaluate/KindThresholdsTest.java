package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.recognition.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KindThresholdsTest {

    private static final KindThresholds LEAST = new KindThresholds(0.5, 0.6);
    private static final KindThresholds.MostUnseen FIXED = new KindThresholds.MostUnseen(0.1, 0.1);

    private static List<Outcome> times(int count, double similarity, double confidence, Status atBest) {
        Outcome.Ranking ranking = new Outcome.Ranking("kiwi", confidence, 0, 1, atBest);
        return IntStream.range(0, count)
                .mapToObj(any -> new Outcome("", "", "Kiwi", similarity, ranking, ranking, true))
                .toList();
    }

    private static List<Outcome> times(int count, double similarity, double confidence) {
        return times(count, similarity, confidence, Status.RECOGNISED);
    }

    private static List<Outcome> and(List<Outcome> some, List<Outcome> others) {
        List<Outcome> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    @Test
    void nothingIsRaisedWhereNothingElseIsRecognised() {
        KindThresholds.Queries queries =
                new KindThresholds.Queries(times(50, 0.9, 0.8), times(50, 0.4, 0.9), times(50, 0.9, 0.5));
        assertThat(KindThresholds.find(queries, LEAST, 0.9, FIXED)).isEqualTo(LEAST);
    }

    @Test
    void theSimilarityIsRaisedWhereThatLeavesMoreFruitThanMoreConfidence() {
        KindThresholds.Queries queries =
                new KindThresholds.Queries(times(50, 0.9, 0.8), times(50, 0.7, 0.95), List.of());
        KindThresholds found = KindThresholds.find(queries, LEAST, 0.9, FIXED);
        assertThat(found.similarity()).isGreaterThan(0.7).isLessThan(0.75);
        assertThat(found.confidence()).isEqualTo(0.6);
    }

    @Test
    void theConfidenceIsRaisedWhereTheSimilarityMayNotBe() {
        KindThresholds.Queries queries =
                new KindThresholds.Queries(times(50, 0.9, 0.95), times(50, 0.7, 0.8), List.of());
        KindThresholds found = KindThresholds.find(queries, LEAST, 0.6, FIXED);
        assertThat(found.confidence()).isGreaterThan(0.8).isLessThan(0.81);
    }

    @Test
    void atMostOneInTwentyNegativesIsRecognised() {
        List<Outcome> negatives = and(times(5, 0.9, 0.9), times(95, 0.9, 0.7));
        KindThresholds.Queries queries = new KindThresholds.Queries(times(50, 0.9, 0.8), List.of(), negatives);
        assertThat(KindThresholds.find(queries, LEAST, 0.5, FIXED).confidence())
                .isGreaterThan(0.7)
                .isLessThan(0.71);
    }

    @Test
    void moreUnseenFruitIsAcceptedWhereTooLittleOfTheIndexedFruitWouldBeRecognised() {
        List<Outcome> leftOut = and(times(20, 0.9, 0.9), times(80, 0.4, 0.5));
        KindThresholds.Queries queries =
                new KindThresholds.Queries(and(times(50, 0.9, 0.8), times(50, 0.9, 0.95)), leftOut, List.of());
        assertThat(KindThresholds.find(queries, LEAST, 0.5, FIXED).confidence()).isGreaterThan(0.9);
        assertThat(KindThresholds.find(queries, LEAST, 0.5, new KindThresholds.MostUnseen(0.1, 0.3)))
                .isEqualTo(LEAST);
    }

    @Test
    void answersThatTooFewPhotosKeepFromBeingRecognisedDoNotCount() {
        KindThresholds.Queries queries =
                new KindThresholds.Queries(times(50, 0.9, 0.8), times(50, 0.9, 0.9, Status.UNCERTAIN), List.of());
        assertThat(KindThresholds.find(queries, LEAST, 0.9, FIXED)).isEqualTo(LEAST);
    }
}
