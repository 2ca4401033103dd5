package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.Thresholds;
import java.util.List;

/**
 * The two thresholds of a kind that is RECOGNISED.
 *
 * @param similarity least similarity of the nearest photo; below it an answer is UNKNOWN
 * @param confidence least confidence of the kind
 */
record KindThresholds(double similarity, double confidence) {

    /** Share of the negatives that may be RECOGNISED. */
    private static final double MOST_NEGATIVES = 0.05;

    /** Similarities that are tried. */
    private static final int STEPS = 40;

    /** Share of the fruit that should be RECOGNISED before fewer of what is not indexed are. */
    private static final double WANTED = 0.75;

    private static final double STEP = 0.05;

    /**
     * What is asked, and what must hardly be RECOGNISED.
     *
     * @param fruit outcomes of photos of indexed labels
     * @param leftOut outcomes of queries to an index without their kinds
     * @param negatives outcomes of photos of no fruit
     */
    record Queries(List<Outcome> fruit, List<Outcome> leftOut, List<Outcome> negatives) {}

    /**
     * Share of the left-out fruit that may be RECOGNISED.
     *
     * @param wanted the share
     * @param accepted the largest share, where less would leave too little of the indexed fruit RECOGNISED
     */
    record MostUnseen(double wanted, double accepted) {}

    /**
     * Finds the pair that recognises most fruit.
     *
     * @param least both thresholds at least
     * @param mostSimilarity the threshold of similarity at most
     */
    static KindThresholds find(Queries queries, KindThresholds least, double mostSimilarity, MostUnseen unseen) {
        KindThresholds best = find(queries, least, mostSimilarity, unseen.wanted());
        for (double share = unseen.wanted() + STEP;
                share <= unseen.accepted() + STEP / 2 && best.recognised(queries.fruit()) < WANTED;
                share += STEP) {
            best = find(queries, least, mostSimilarity, share);
        }
        return best;
    }

    private static KindThresholds find(
            Queries queries, KindThresholds least, double mostSimilarity, double mostUnseen) {
        double range = Math.max(0, mostSimilarity - least.similarity());
        KindThresholds best = new KindThresholds(least.similarity(), 1);
        double most = -1;
        for (int step = 0; step <= (range == 0 ? 0 : STEPS); step++) {
            double similarity = step == STEPS ? mostSimilarity : least.similarity() + range * step / STEPS;
            double confidence = Math.max(
                    confidenceAbove(queries.leftOut(), similarity, mostUnseen),
                    confidenceAbove(queries.negatives(), similarity, MOST_NEGATIVES));
            KindThresholds tried = new KindThresholds(similarity, Math.max(confidence, least.confidence()));
            double recognised = tried.recognised(queries.fruit());
            if (recognised > most) {
                most = recognised;
                best = tried;
            }
        }
        return best;
    }

    /** Returns the least confidence that at most this share of these answers reaches. */
    private static double confidenceAbove(List<Outcome> outcomes, double similarity, double share) {
        double[] confidences = outcomes.stream()
                .filter(outcome -> outcome.similarity() >= similarity)
                .map(Outcome::kinds)
                .filter(Outcome.Ranking::canBeRecognised)
                .mapToDouble(Outcome.Ranking::confidence)
                .sorted()
                .toArray();
        int allowed = (int) (share * outcomes.size());
        return confidences.length <= allowed ? 0 : Math.nextUp(confidences[confidences.length - 1 - allowed]);
    }

    private double recognised(List<Outcome> fruit) {
        long count = fruit.stream()
                .filter(outcome -> outcome.similarity() >= similarity
                        && outcome.kinds().canBeRecognised()
                        && outcome.kinds().confidence() >= confidence)
                .count();
        return (double) count / Math.max(1, fruit.size());
    }

    /** Returns all thresholds, with this one of labels. */
    Thresholds with(double recognisedFrom) {
        return new Thresholds(similarity, recognisedFrom, confidence);
    }
}
