package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.List;
import java.util.function.Predicate;

/**
 * An answer to a query, compared with the query's true label.
 *
 * @param source name of the source that the query is from
 * @param contentHash SHA-256 of the photo's bytes
 * @param label the true label; empty for a negative
 * @param familiarity how much the photo is like the indexed ones ({@link dev.pomona.model.recognition.Thresholds})
 * @param labels the answer by label
 * @param kinds the answer by kind of fruit
 * @param decided whether the answer by label is right or wrong for sure ({@link Kinds#decides})
 */
public record Outcome(
        String source,
        String contentHash,
        String label,
        double familiarity,
        Ranking labels,
        Ranking kinds,
        boolean decided) {

    /**
     * The candidates of an answer.
     *
     * @param first the first candidate
     * @param confidence of the first candidate
     * @param second confidence of the second one
     * @param rank of the true one among the candidates, from 1; 0 if it is not among them
     * @param atBest the best status that the number of indexed photos of the first candidate allows
     */
    public record Ranking(String first, double confidence, double second, int rank, Status atBest) {

        /** Candidates of an answer, as the service returns them by default. */
        private static final int CANDIDATES = 5;

        static Ranking of(List<Candidate> candidates, String truth, Status atBest) {
            return new Ranking(
                    candidates.get(0).label(),
                    candidates.get(0).confidence(),
                    Candidate.second(candidates),
                    candidates.stream().map(Candidate::label).toList().indexOf(truth) + 1,
                    atBest);
        }

        /** Whether enough confidence makes the answer RECOGNISED. */
        boolean canBeRecognised() {
            return atBest == Status.RECOGNISED && Thresholds.leads(confidence, second);
        }

        /** Whether the first candidate is right (top 1). */
        boolean isCorrect() {
            return rank == 1;
        }

        /** Whether one of the first five candidates is right (top 5). */
        boolean isAmongCandidates() {
            return rank >= 1 && rank <= CANDIDATES;
        }
    }

    /** @param photos number of photos of each label of the index that is evaluated */
    static Outcome of(IndexSearch.Found found, AnswerRules rules, Kinds kinds, LabelPhotos photos) {
        Recognition answer = rules.answer(List.of(found.evidence()), kinds::kindOf);
        IndexSearch.Query query = found.query();
        String label = answer.best().label();
        List<Candidate> byKind = answer.grouped(kinds::kindOf);
        Predicate<String> ofKind = any -> kinds.kindOf(any).equals(byKind.get(0).label());
        Status atBest = ofKind.test(label) ? photos.atBest(label::equals) : Status.UNCERTAIN;
        return new Outcome(
                query.source(),
                query.contentHash(),
                query.label(),
                answer.familiarity(),
                Ranking.of(answer.candidates(), query.label(), atBest),
                Ranking.of(byKind, kinds.kindOf(query.label()), photos.atBest(ofKind)),
                kinds.decides(query.label(), label));
    }

    /** The first candidate label. */
    public String answer() {
        return labels.first();
    }

    /** Whether the first candidate label is right (top 1). */
    public boolean isCorrect() {
        return labels.isCorrect();
    }
}
