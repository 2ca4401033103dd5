package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.KindScores;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fits the exponents of a {@link KindFusion} on held-out photos: those that make the true kinds most probable (conditional
 * logit, McFadden 1974), by Newton's method. Every source counts the same. A prior as strong as a few photos keeps the
 * exponents of a small evaluation set near the usual ones.
 */
record FusionFitter(NeighbourVoting voting, Calibration calibration, Kinds kinds) {

    /** Exponents that are usual. */
    private static final double[] USUAL = {0.5, 1};

    /** Weight of the prior, in photos. */
    private static final double PRIOR = 5;

    private static final int ITERATIONS = 25;

    /**
     * A query.
     *
     * @param weight of the query
     * @param truth number of its true kind
     * @param kinds of each kind the logarithms of the neighbours' confidence and of the classifier's share
     */
    private record Choice(double weight, int truth, List<double[]> kinds) {}

    /** Returns the fusion; the neighbours alone if there is no classifier. */
    KindFusion fit(List<Found> queries) {
        if (queries.stream().anyMatch(query -> query.query().kinds() == null)) {
            return KindFusion.NEIGHBOURS;
        }
        Map<String, Long> bySource = queries.stream()
                .collect(Collectors.groupingBy(query -> query.query().source(), Collectors.counting()));
        List<Choice> choices = new ArrayList<>();
        for (Found query : queries) {
            double share = (double) queries.size() / bySource.size();
            Choice choice =
                    choice(query, share / bySource.getOrDefault(query.query().source(), 1L));
            if (choice != null) {
                choices.add(choice);
            }
        }
        double[] exponents = USUAL.clone();
        for (int i = 0; i < ITERATIONS; i++) {
            step(choices, exponents);
        }
        return new KindFusion(exponents[0], exponents[1]);
    }

    /** Returns null where the true kind is no candidate. */
    private @Nullable Choice choice(Found query, double weight) {
        KindScores scores = query.query().kinds();
        List<Candidate> candidates = new AnswerRules(
                        voting, calibration, KindFusion.NEIGHBOURS, AnswerRules.UNMEASURED.thresholds())
                .votes(List.of(query.result()));
        Map<String, Double> votes = KindFusion.votes(candidates, kinds::kindOf);
        Set<String> names = votes.keySet();
        int truth = List.copyOf(names).indexOf(kinds.kindOf(query.query().label()));
        if (truth < 0 || scores == null) {
            return null;
        }
        return new Choice(
                weight,
                truth,
                votes.entrySet().stream()
                        .map(kind -> new double[] {KindFusion.logVote(kind.getValue()), scores.logShare(kind.getKey())})
                        .toList());
    }

    /** One step of Newton's method; exponents stay 0 at least. */
    private static void step(List<Choice> choices, double[] exponents) {
        double[] gradient = new double[2];
        double[][] curvature = {{PRIOR, 0}, {0, PRIOR}};
        for (int i = 0; i < 2; i++) {
            gradient[i] = PRIOR * (USUAL[i] - exponents[i]);
        }
        for (Choice choice : choices) {
            double[] shares = shares(choice, exponents);
            double[] mean = new double[2];
            for (int k = 0; k < shares.length; k++) {
                mean[0] += shares[k] * choice.kinds().get(k)[0];
                mean[1] += shares[k] * choice.kinds().get(k)[1];
            }
            for (int i = 0; i < 2; i++) {
                gradient[i] += choice.weight() * (choice.kinds().get(choice.truth())[i] - mean[i]);
                for (int j = 0; j < 2; j++) {
                    for (int k = 0; k < shares.length; k++) {
                        double[] kind = choice.kinds().get(k);
                        curvature[i][j] += choice.weight() * shares[k] * (kind[i] - mean[i]) * (kind[j] - mean[j]);
                    }
                }
            }
        }
        double determinant = curvature[0][0] * curvature[1][1] - curvature[0][1] * curvature[1][0];
        exponents[0] = Math.max(
                0, exponents[0] + (curvature[1][1] * gradient[0] - curvature[0][1] * gradient[1]) / determinant);
        exponents[1] = Math.max(
                0, exponents[1] + (curvature[0][0] * gradient[1] - curvature[1][0] * gradient[0]) / determinant);
    }

    private static double[] shares(Choice choice, double[] exponents) {
        double[] logits = choice.kinds().stream()
                .mapToDouble(kind -> exponents[0] * kind[0] + exponents[1] * kind[1])
                .toArray();
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - max);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
        return logits;
    }
}
