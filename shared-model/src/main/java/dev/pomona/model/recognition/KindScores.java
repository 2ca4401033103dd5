package dev.pomona.model.recognition;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a {@link KindClassifier} says about a photo.
 *
 * @param familiarity the highest logit: high if the photo is of some kind that is known, whichever (the maximum logit score of
 *     Vaze et al., "Open-set recognition: a good closed-set classifier is all you need?", 2022)
 * @param logShares natural logarithm of the share of each of the {@value #LISTED} most probable kinds
 * @param leastLogShare the least of them, which stands for every other kind
 */
public record KindScores(double familiarity, Map<String, Double> logShares, double leastLogShare)
        implements Serializable {

    /** Kinds that are listed; at least as many as an answer may have. */
    private static final int LISTED = NeighbourVoting.LABELS;

    /** Returns the scores that follow from these logits, one a kind. */
    static KindScores of(List<String> kinds, double[] logits) {
        double max = IntStream.range(0, logits.length)
                .mapToDouble(kind -> logits[kind])
                .max()
                .orElseThrow();
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - max);
        }
        double logSum = max + Math.log(sum);
        List<Integer> mostProbable = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(kind -> -logits[kind]))
                .limit(LISTED)
                .toList();
        Map<String, Double> logShares = new HashMap<>();
        mostProbable.forEach(kind -> logShares.put(kinds.get(kind), logits[kind] - logSum));
        return new KindScores(max, logShares, logits[mostProbable.get(mostProbable.size() - 1)] - logSum);
    }

    /** Returns the natural logarithm of the share of a kind, 0 at most. */
    public double logShare(String kind) {
        return logShares.getOrDefault(kind, leastLogShare);
    }
}
