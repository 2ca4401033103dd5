package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.evaluate.IndexSearch.Query;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.KindScores;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CalibrationFitterTest {

    private static final NeighbourVoting VOTING = new NeighbourVoting(2, 0.02);

    private final CalibrationFitter fitter = new CalibrationFitter(LocalSpark.session(), VOTING, Kinds.LABELS);

    private static Found query(String label, Neighbour... neighbours) {
        List<Neighbour> found = List.of(neighbours);
        return new Found(new Query("", "", label, false, new float[0], null), new SearchResult(found, found));
    }

    private static Found query(String label, float first, float second) {
        return query(label, new Neighbour("1", "a", first), new Neighbour("2", "b", second));
    }

    private static double confidence(Calibration calibration, float first, float second) {
        return calibration.confidence(
                VOTING.scores(query("", first, second).result()).get(0));
    }

    /** Of the clear queries 9 in 10 show the first label, of the unclear ones 6 in 10. */
    private static List<Found> queries() {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queries.add(query(i % 10 < 9 ? "a" : "b", 0.9f, 0.4f));
            queries.add(query(i % 10 < 6 ? "a" : "b", 0.9f, 0.8f));
        }
        return queries;
    }

    @Test
    void confidenceIsTheAccuracy() {
        Calibration calibration = fitter.fit(queries());
        assertThat(confidence(calibration, 0.9f, 0.4f)).isCloseTo(0.9, within(0.05));
        assertThat(confidence(calibration, 0.9f, 0.8f)).isCloseTo(0.6, within(0.05));
    }

    @Test
    void everySourceCountsTheSame() {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            queries.add(of("large", query(i % 10 < 9 ? "a" : "b", 0.9f, 0.4f)));
        }
        for (int i = 0; i < 100; i++) {
            queries.add(of("small", query(i % 10 < 5 ? "a" : "b", 0.9f, 0.4f)));
        }
        assertThat(confidence(fitter.fit(queries), 0.9f, 0.4f)).isCloseTo(0.7, within(0.03));
    }

    private static Found of(String source, Found found) {
        return new Found(found.query().of(source), found.result());
    }

    @Test
    void aFewCorrectAnswersDoNotLeadToCertainty() {
        Calibration calibration = fitter.fit(List.of(query("a", 0.9f, 0.1f), query("a", 0.8f, 0.2f)));
        assertThat(confidence(calibration, 0.9f, 0.1f)).isBetween(0.6, 0.9);
    }

    /** Forty queries of a label whose nearest photo, or else the second, has the same label. */
    private static List<Found> forty(String label, boolean correct) {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            queries.add(query(
                    label,
                    new Neighbour("1", correct ? label : "other", 0.9f),
                    new Neighbour("2", correct ? "other" : label, 0.5f)));
        }
        return queries;
    }

    @Test
    void withoutAnAnswerThatIsRightOrWrongForSureTheCalibrationIsTheUnmeasuredOne() {
        Kinds apples = new Kinds() {
            @Override
            public String kindOf(String label) {
                return "apple";
            }

            @Override
            public String varietyOf(String label) {
                return label.equals("Apple") ? "apple" : label;
            }
        };
        assertThat(new CalibrationFitter(LocalSpark.session(), VOTING, apples).fit(List.of(query("Apple", 0.9f, 0.4f))))
                .isEqualTo(AnswerRules.UNMEASURED.calibration());
    }

    @Test
    void crossFittedOutcomesDependOnOtherLabelsOnly() {
        List<Found> queries = new ArrayList<>(forty("a", true));
        queries.addAll(forty("b", false));

        List<Outcome> outcomes = fitter.crossFitted(queries, new LabelPhotos(Map.of()));

        assertThat(outcomes).hasSize(80);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.label().equals("b"))
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.labels().confidence()).isGreaterThan(0.9));
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.label().equals("a"))
                .isNotEmpty()
                // the queries of b are evidence that the second candidate is the right one
                .allSatisfy(outcome -> assertThat(outcome.answer()).isEqualTo("other"));
    }

    @Test
    void theWorkOfCrossFittingGrowsInProportionToTheQueries() {
        assertThat(kindsLookedUp(20)).isLessThan(3 * kindsLookedUp(10));
    }

    /** Returns how often the kind of a label is looked up for so many queries of each of two labels. */
    private static int kindsLookedUp(int queriesOfLabel) {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < queriesOfLabel; i++) {
            for (Found query : List.of(query("a", 0.9f, 0.4f), query("b", 0.9f, 0.8f))) {
                KindScores scores = new KindScores(0, Map.of("a", -0.5, "b", -1.0), -9);
                queries.add(new Found(
                        new Query("", "", query.query().label(), false, new float[0], scores), query.result()));
            }
        }
        AtomicInteger lookedUp = new AtomicInteger();
        Kinds counting = Kinds.of(label -> {
            lookedUp.incrementAndGet();
            return label;
        });
        new CalibrationFitter(LocalSpark.session(), VOTING, counting).crossFitted(queries, new LabelPhotos(Map.of()));
        return lookedUp.get();
    }

    @Test
    void oneLabelCannotBeCrossFitted() {
        assertThat(fitter.crossFitted(forty("a", true), new LabelPhotos(Map.of())))
                .isEmpty();
    }
}
