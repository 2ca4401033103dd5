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
import java.util.stream.Stream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * Fits the exponents of a {@link KindFusion} on held-out photos: those that make the true kinds most probable, and within
 * them the true labels (conditional logit, McFadden 1974), by Newton's method. Every source counts the same. A prior as strong
 * as a few photos keeps the exponents of a small evaluation set near the usual ones.
 */
record FusionFitter(NeighbourVoting voting, Calibration calibration, Kinds kinds) {

    /** Exponents of neighbours and classifier that are usual. */
    private static final double[] USUAL = {0.5, 1};

    /** That of labels. */
    private static final double[] USUAL_OF_LABELS = {1};

    /** Weight of the prior, in photos. */
    private static final double PRIOR = 5;

    private static final int ITERATIONS = 25;

    /**
     * A query.
     *
     * @param weight of the query
     * @param truth number of the option that is right
     * @param options a row for each kind, with the logarithms of the neighbours' confidence and of the classifier's share, or
     *     for each label of the true kind, with the logarithm of the neighbours' confidence
     */
    private record Choice(double weight, int truth, RealMatrix options) {

        Choice(double weight, int truth, Stream<double[]> options) {
            this(weight, truth, MatrixUtils.createRealMatrix(options.toArray(double[][]::new)));
        }
    }

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
        return new Choice(weight, truth, votes.entrySet().stream().map(kind ->
                new double[] {KindFusion.logVote(kind.getValue()), scores.logShare(kind.getKey())}));
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
                : new Choice(weight, right, ofKind.stream().map(candidate ->
                        new double[] {KindFusion.logVote(candidate.confidence())}));
    }

    private static double[] exponents(List<Choice> choices, double[] usual) {
        RealVector exponents = new ArrayRealVector(usual);
        for (int i = 0; i < ITERATIONS; i++) {
            exponents = exponents.add(step(choices, new ArrayRealVector(usual), exponents));
            exponents.mapToSelf(exponent -> Math.max(0, exponent));
        }
        return exponents.toArray();
    }

    /** One step of Newton's method. */
    private static RealVector step(List<Choice> choices, RealVector usual, RealVector exponents) {
        RealVector gradient = usual.subtract(exponents).mapMultiplyToSelf(PRIOR);
        RealMatrix curvature =
                MatrixUtils.createRealIdentityMatrix(usual.getDimension()).scalarMultiply(PRIOR);
        for (Choice choice : choices) {
            RealVector shares = shares(choice.options().operate(exponents));
            RealVector mean = choice.options().preMultiply(shares);
            RealVector truth = choice.options().getRowVector(choice.truth());
            gradient = gradient.add(truth.subtract(mean).mapMultiplyToSelf(choice.weight()));
            for (int k = 0; k < shares.getDimension(); k++) {
                RealVector off = choice.options().getRowVector(k).subtract(mean);
                curvature = curvature.add(off.outerProduct(off).scalarMultiply(choice.weight() * shares.getEntry(k)));
            }
        }
        return new CholeskyDecomposition(curvature).getSolver().solve(gradient);
    }

    private static RealVector shares(RealVector logits) {
        RealVector powers = logits.mapSubtract(logits.getMaxValue()).mapToSelf(Math::exp);
        return powers.mapDivideToSelf(powers.getL1Norm());
    }
}
