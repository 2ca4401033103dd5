package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.evaluate.IndexSearch.Query;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.KindScores;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FusionFitterTest {

    private final FusionFitter fitter =
            new FusionFitter(new NeighbourVoting(2, 0.02), new Calibration(0, 0, 10), Kinds.LABELS);

    private static final Kinds ONE_KIND = new Kinds() {
        @Override
        public String kindOf(String label) {
            return "apple";
        }

        @Override
        public String varietyOf(String label) {
            return label;
        }
    };

    /** A query whose neighbours say a, and whose classifier gives a this share. */
    private static Found query(String truth, @Nullable Double shareOfA) {
        List<Neighbour> found = List.of(new Neighbour("1", "a", 0.9f), new Neighbour("2", "b", 0.85f));
        KindScores scores = shareOfA == null
                ? null
                : new KindScores(0, Map.of("a", Math.log(shareOfA), "b", Math.log(1 - shareOfA)), -9);
        return new Found(new Query("", "", truth, false, new float[0], scores), new SearchResult(found, found));
    }

    @Test
    void theClassifierGetsTheWeightOfWhatItKnows() {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            // right in eight of ten cases, as it says, while the neighbours say a whatever is true
            boolean a = i % 2 == 0;
            boolean right = i % 10 < 8;
            queries.add(query(a ? "a" : "b", a == right ? 0.8 : 0.2));
        }
        KindFusion fusion = fitter.fit(queries);
        assertThat(fusion.classifier()).isBetween(0.9, 1.1);
        assertThat(fusion.neighbours()).isLessThan(0.2);
    }

    @Test
    void aClassifierThatIsWrongAsOftenAsRightCountsForNothing() {
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            queries.add(query(i % 10 == 0 ? "b" : "a", i % 4 < 2 ? 0.9 : 0.1));
        }
        assertThat(fitter.fit(queries).classifier()).isLessThan(0.1);
    }

    @Test
    void aFewPhotosHardlyMoveTheUsualExponents() {
        KindFusion fusion = fitter.fit(Collections.nCopies(2, query("a", 0.9)));
        assertThat(fusion.neighbours()).isBetween(0.4, 0.7);
        assertThat(fusion.classifier()).isBetween(0.9, 1.2);
    }

    @Test
    void labelsAreAsConfidentWithinTheirKindAsTheyAreRight() {
        FusionFitter oneKind = new FusionFitter(new NeighbourVoting(2, 0.02), new Calibration(0, 0, 30), ONE_KIND);
        List<Found> queries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            queries.add(query(i % 20 == 0 ? "b" : "a", 0.5)); // neighbours say a; right in 19 of 20 cases
        }
        List<Candidate> votes = new Calibration(0, 0, 30)
                .candidates(new NeighbourVoting(2, 0.02).scores(queries.get(0).result()));
        double odds = votes.get(0).confidence() / votes.get(1).confidence();
        assertThat(oneKind.fit(queries).labels()).isCloseTo(Math.log(19) / Math.log(odds), within(0.2));
    }

    @Test
    void whereEachLabelIsAKindTheirExponentIsTheUsualOne() {
        assertThat(fitter.fit(Collections.nCopies(400, query("a", 0.9))).labels())
                .isEqualTo(1);
    }

    @Test
    void withoutClassifierTheNeighboursDecide() {
        assertThat(fitter.fit(List.of(query("a", null)))).isEqualTo(KindFusion.NEIGHBOURS);
    }
}
