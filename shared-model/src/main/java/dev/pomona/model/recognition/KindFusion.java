package dev.pomona.model.recognition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How neighbours and classifier agree on a kind: {@code share(kind) ~ votes^neighbours x classifier's share^classifier}, a
 * logarithmic opinion pool (Genest and Zidek, "Combining probability distributions", 1986). The exponents are fitted on
 * held-out photos. The labels of a kind share its confidence in proportion to {@code votes^labels}.
 *
 * @param neighbours exponent of the confidence that the neighbours give a kind
 * @param classifier exponent of the share that the classifier gives a kind
 * @param labels exponent of the confidence that the neighbours give a label, within its kind
 */
public record KindFusion(double neighbours, double classifier, double labels) {

    /** The neighbours alone. */
    public static final KindFusion NEIGHBOURS = new KindFusion(1, 0, 1);

    /** Confidence that stands for less, so that its logarithm is a number. */
    private static final double LEAST = 1e-4;

    /**
     * Returns the candidates with the confidence of their kinds, most probable first. All together keep the confidence that
     * they had.
     *
     * @param photos all with the scores of a classifier, or none
     */
    List<Candidate> candidates(List<Candidate> candidates, List<Evidence> photos, UnaryOperator<String> kindOf) {
        if (photos.stream().anyMatch(photo -> photo.kinds() == null)) {
            return candidates;
        }
        Map<String, Double> votes = votes(candidates, kindOf);
        Map<String, Double> pooled = new HashMap<>();
        votes.forEach((kind, vote) -> pooled.put(kind, Math.exp(logit(vote, logShare(kind, photos)))));
        Map<String, Double> powers = new HashMap<>();
        candidates.forEach(candidate -> powers.merge(kindOf.apply(candidate.label()), power(candidate), Double::sum));
        double whole = votes.values().stream().mapToDouble(Double::doubleValue).sum();
        double sum = pooled.values().stream().mapToDouble(Double::doubleValue).sum();
        return candidates.stream()
                .map(candidate -> {
                    String kind = kindOf.apply(candidate.label());
                    double share = power(candidate) / powers.getOrDefault(kind, 1.0);
                    return candidate.withConfidence(whole * share * pooled.getOrDefault(kind, 0.0) / sum);
                })
                .sorted(Candidate.MOST_PROBABLE_FIRST)
                .toList();
    }

    private double power(Candidate candidate) {
        return Math.exp(labels * logVote(candidate.confidence()));
    }

    /** Returns the logarithm of a kind's share, but for a constant that all kinds have in common. */
    private double logit(double vote, double logShare) {
        return neighbours * logVote(vote) + classifier * logShare;
    }

    /** Returns the logarithm of the neighbours' confidence in a kind or label. */
    public static double logVote(double vote) {
        return Math.log(Math.max(LEAST, vote));
    }

    /** Returns the confidence of the labels of each kind together. */
    public static Map<String, Double> votes(List<Candidate> candidates, UnaryOperator<String> kindOf) {
        Map<String, Double> votes = new HashMap<>();
        candidates.forEach(
                candidate -> votes.merge(kindOf.apply(candidate.label()), candidate.confidence(), Double::sum));
        return votes;
    }

    private static double logShare(String kind, List<Evidence> photos) {
        return photos.stream()
                .mapToDouble(photo -> Objects.requireNonNull(photo.kinds()).logShare(kind))
                .average()
                .orElseThrow();
    }
}
