package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.LabelScore;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.Comparator;
import java.util.List;

/**
 * An answer held against the truth.
 *
 * @param label the true label
 * @param answered the first candidate
 * @param similarity of the nearest neighbour
 * @param confidence of the first candidate
 * @param rank of the true label among the candidates, from 1; 0 if it is not among them
 */
record JudgedAnswer(String label, String answered, double similarity, double confidence, int rank) {

    /** As many as people are shown. */
    private static final int SHOWN = 5;

    static JudgedAnswer judge(AnsweredPhoto photo, NeighbourVoting vote, Calibration calibration) {
        List<LabelScore> ranked = vote.scores(photo.hits()).stream()
                .sorted(Comparator.comparingDouble((LabelScore tally) -> calibration.confidence(tally))
                        .reversed())
                .toList();
        return new JudgedAnswer(
                photo.label(),
                ranked.get(0).label(),
                photo.hits().nearest().get(0).similarity(),
                calibration.confidence(ranked.get(0)),
                ranked.stream().map(LabelScore::label).toList().indexOf(photo.label()) + 1);
    }

    boolean right() {
        return rank == 1;
    }

    boolean shown() {
        return rank >= 1 && rank <= SHOWN;
    }
}
