package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.evaluate.IndexSearch.Query;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final AnswerRules RULES = new AnswerRules(
            new NeighbourVoting(4, 0.02),
            new Calibration(-10, 10, 0),
            KindFusion.NEIGHBOURS,
            AnswerRules.UNMEASURED.thresholds());

    /** The first letter of a label is its kind. */
    private static final Kinds KINDS = Kinds.of(label -> label.substring(0, 1));

    private static Outcome outcome(String... labels) {
        List<Neighbour> found = List.of(
                new Neighbour("1", labels[0], 0.9f),
                new Neighbour("2", labels[1], 0.89f),
                new Neighbour("3", labels[2], 0.88f));
        LabelPhotos photos = new LabelPhotos(Map.of("a", 50L, "a2", 50L, "a3", 50L, "b", 50L, "b2", 50L));
        return Outcome.of(
                new Found(new Query("", "", "a", false, new float[0], null), new SearchResult(found, found)),
                RULES,
                KINDS,
                photos);
    }

    @Test
    void aLabelOfTheFirstKindMayBeRecognised() {
        assertThat(outcome("a", "a2", "a3").labels().atBest()).isEqualTo(Status.RECOGNISED);
    }

    @Test
    void aLabelOfAnotherKindThanTheFirstMayNot() {
        Outcome outcome = outcome("a", "b", "b2");
        assertThat(outcome.labels().first()).isEqualTo("a");
        assertThat(outcome.kinds().first()).isEqualTo("b");
        assertThat(outcome.labels().atBest()).isEqualTo(Status.UNCERTAIN);
    }
}
