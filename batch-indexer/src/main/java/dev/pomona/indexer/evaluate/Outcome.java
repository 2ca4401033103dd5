package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.List;

/**
 * An answer to a query, compared with the query's true label.
 *
 * @param contentHash SHA-256 of the photo's bytes
 * @param label the true label; empty for a negative
 * @param answer the first candidate
 * @param similarity of the nearest neighbour
 * @param confidence of the first candidate
 * @param second confidence of the second one
 * @param rank of the true label among the candidates, from 1; 0 if it is not among them
 */
public record Outcome(
        String contentHash,
        String label,
        String answer,
        double similarity,
        double confidence,
        double second,
        int rank) {

    /** Candidates of an answer, as the service returns them by default. */
    private static final int CANDIDATES = 5;

    static Outcome of(IndexSearch.Found found, NeighbourVoting voting, Calibration calibration) {
        List<Candidate> ranked = calibration.candidates(voting.scores(found.result()));
        return new Outcome(
                found.query().contentHash(),
                found.query().label(),
                ranked.get(0).label(),
                found.result().nearest().get(0).similarity(),
                ranked.get(0).confidence(),
                Candidate.second(ranked),
                ranked.stream()
                                .map(Candidate::label)
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
