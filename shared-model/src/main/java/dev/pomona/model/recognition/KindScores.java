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
 * @param familiarity logarithm of the sum of the exponentials of all logits: high if the photo is of some kind that is known,
 *     whichever (the negative free energy of Liu et al., "Energy-based out-of-distribution detection", 2020)
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
        double familiarity = max + Math.log(sum);
        List<Integer> mostProbable = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(kind -> -logits[kind]))
                .limit(LISTED)
                .toList();
        Map<String, Double> logShares = new HashMap<>();
        mostProbable.forEach(kind -> logShares.put(kinds.get(kind), logits[kind] - familiarity));
        return new KindScores(familiarity, logShares, logits[mostProbable.get(mostProbable.size() - 1)] - familiarity);
    }

    /** Returns the natural logarithm of the share of a kind, 0 at most. */
    public double logShare(String kind) {
        return logShares.getOrDefault(kind, leastLogShare);
    }
}
