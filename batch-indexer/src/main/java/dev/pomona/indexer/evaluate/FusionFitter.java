package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
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
 * Fits the exponents of a {@link KindFusion} on held-out photos: those that make the true kinds most probable, and within
 * them the true labels (conditional logit, McFadden 1974), by Newton's method. Every source counts the same. A prior as strong
 * as a few photos keeps the exponents of a small evaluation set near the usual ones.
 */
record FusionFitter(NeighbourVoting voting, Calibration calibration, Kinds kinds) {

    /** Exponents of neighbours and classifier that are usual. */
    private static final double[] USUAL = {0.5, 1};

    /** That of labels, beside one that is not used. */
    private static final double[] USUAL_OF_LABELS = {1, 0};

    /** Weight of the prior, in photos. */
    private static final double PRIOR = 5;

    private static final int ITERATIONS = 25;

    /**
     * A query.
     *
     * @param weight of the query
     * @param truth number of the option that is right
     * @param options of each kind the logarithms of the neighbours' confidence and of the classifier's share; of each label of the
     *     true kind the logarithm of the neighbours' confidence, and 0
     */
    private record Choice(double weight, int truth, List<double[]> options) {}

    /** Returns the fusion; the neighbours alone if there is no classifier. */
    KindFusion fit(List<Found> queries) {
        if (queries.stream().anyMatch(query -> query.query().kinds() == null)) {
            return KindFusion.NEIGHBOURS;
        }
        Map<String, Long> bySource = queries.stream()
                .collect(Collectors.groupingBy(query -> query.query().source(), Collectors.counting()));
        List<Choice> ofKinds = new ArrayList<>();
        List<Choice> ofLabels = new ArrayList<>();
        for (Found query : queries) {
            double share = (double) queries.size() / bySource.size();
            double weight = share / bySource.getOrDefault(query.query().source(), 1L);
            List<Candidate> candidates = calibration.candidates(voting.scores(query.result()));
            addIfAny(kind(query, candidates, weight), ofKinds);
            addIfAny(label(query.query().label(), candidates, weight), ofLabels);
        }
        double[] exponents = exponents(ofKinds, USUAL);
        return new KindFusion(exponents[0], exponents[1], exponents(ofLabels, USUAL_OF_LABELS)[0]);
    }

    private static void addIfAny(@Nullable Choice choice, List<Choice> choices) {
        if (choice != null) {
            choices.add(choice);
        }
    }

    /** Returns null where the true kind is no candidate. */
    private @Nullable Choice kind(Found query, List<Candidate> candidates, double weight) {
        KindScores scores = query.query().kinds();
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

    /** Returns null where the true label is no candidate, or there is no other one of its kind that is wrong for sure. */
    private @Nullable Choice label(String truth, List<Candidate> candidates, double weight) {
        List<Candidate> ofKind = candidates.stream()
                .filter(candidate -> kinds.kindOf(candidate.label()).equals(kinds.kindOf(truth))
                        && kinds.decides(truth, candidate.label()))
                .toList();
        int right = ofKind.stream().map(Candidate::label).toList().indexOf(truth);
        return right < 0 || ofKind.size() < 2
                ? null
                : new Choice(
                        weight,
                        right,
                        ofKind.stream()
                                .map(candidate -> new double[] {KindFusion.logVote(candidate.confidence()), 0})
                                .toList());
    }

    private static double[] exponents(List<Choice> choices, double[] usual) {
        double[] exponents = usual.clone();
        for (int i = 0; i < ITERATIONS; i++) {
            step(choices, usual, exponents);
        }
        return exponents;
    }

    /** One step of Newton's method; exponents stay 0 at least. */
    private static void step(List<Choice> choices, double[] usual, double[] exponents) {
        double[] gradient = new double[2];
        double[][] curvature = {{PRIOR, 0}, {0, PRIOR}};
        for (int i = 0; i < 2; i++) {
            gradient[i] = PRIOR * (usual[i] - exponents[i]);
        }
        for (Choice choice : choices) {
            double[] shares = shares(choice, exponents);
            double[] mean = new double[2];
            for (int k = 0; k < shares.length; k++) {
                mean[0] += shares[k] * choice.options().get(k)[0];
                mean[1] += shares[k] * choice.options().get(k)[1];
            }
            for (int i = 0; i < 2; i++) {
                gradient[i] += choice.weight() * (choice.options().get(choice.truth())[i] - mean[i]);
                for (int j = 0; j < 2; j++) {
                    for (int k = 0; k < shares.length; k++) {
                        double[] kind = choice.options().get(k);
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
        double[] logits = choice.options().stream()
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
