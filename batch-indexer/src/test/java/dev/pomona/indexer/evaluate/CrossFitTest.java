package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossFitTest {

    private static final NeighbourVoting VOTE = new NeighbourVoting(2, 0.02);

    private final CalibrationFit fit = new CalibrationFit(LocalSpark.session(), VOTE);

    /** Forty photos of a label, of which the nearest photo, or else the second, is of the same label. */
    private static List<AnsweredPhoto> photos(String label, boolean right) {
        List<AnsweredPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Neighbour> found = List.of(
                    new Neighbour("1", right ? label : "other", 0.9f),
                    new Neighbour("2", right ? "other" : label, 0.5f));
            photos.add(new AnsweredPhoto(label, false, new SearchResult(found, found)));
        }
        return photos;
    }

    @Test
    void aLabelIsJudgedByWhatOthersTaught() {
        List<AnsweredPhoto> answers = new ArrayList<>(photos("a", true));
        answers.addAll(photos("b", false));

        List<JudgedAnswer> judged = new CrossFit(fit, VOTE).judge(answers);

        assertThat(judged).hasSize(80);
        assertThat(judged)
                .filteredOn(answer -> answer.label().equals("b"))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.confidence()).isGreaterThan(0.9));
        assertThat(judged)
                .filteredOn(answer -> answer.label().equals("a"))
                .isNotEmpty()
                // b's photos teach that the second candidate is the right one
                .allSatisfy(answer -> assertThat(answer.answered()).isEqualTo("other"));
    }

    @Test
    void oneLabelCannotTakeTurns() {
        assertThat(new CrossFit(fit, VOTE).judge(photos("a", true))).isEmpty();
    }
}
