package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.LabelScore;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.Comparator;
import java.util.List;

/**
 * An answer to a query, compared with the query's true label.
 *
 * @param contentHash SHA-256 of the photo's bytes
 * @param label the true label; empty for a negative
 * @param answer the first candidate
 * @param similarity of the nearest neighbour
 * @param confidence of the first candidate
 * @param rank of the true label among the candidates, from 1; 0 if it is not among them
 */
public record Outcome(String contentHash, String label, String answer, double similarity, double confidence, int rank) {

    /** Candidates of an answer, as the service returns them by default. */
    private static final int CANDIDATES = 5;

    static Outcome of(IndexSearch.Found found, NeighbourVoting voting, Calibration calibration) {
        List<LabelScore> ranked = voting.scores(found.result()).stream()
                .sorted(Comparator.comparingDouble((LabelScore score) -> calibration.confidence(score))
                        .reversed())
                .toList();
        return new Outcome(
                found.query().contentHash(),
                found.query().label(),
                ranked.get(0).label(),
                found.result().nearest().get(0).similarity(),
                calibration.confidence(ranked.get(0)),
                ranked.stream()
                                .map(LabelScore::label)
                                .toList()
                                .indexOf(found.query().label())
                        + 1);
    }

    static Outcome of(IndexSearch.Found found, AnswerRules rules) {
        return of(found, rules.neighbourVoting(), rules.calibration());
    }

    /** Whether the first candidate is right (top 1). */
    public boolean isCorrect() {
        return rank == 1;
    }

    /** Whether one of the first five candidates is right (top 5). */
    boolean isAmongCandidates() {
        return rank >= 1 && rank <= CANDIDATES;
    }
}
