package dev.pomona.indexer.report;

import java.util.List;
import java.util.OptionalInt;

/** Share of the variance that the first components explain together. */
final class CumulativeVariance {

    /** Distances from the chord below this are rounding, not a bend. */
    private static final double STRAIGHT = 1e-9;

    private final double[] sums;

    /** Of the share each component explains, 0 to 1, largest first. */
    CumulativeVariance(List<Double> shares) {
        sums = new double[shares.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += shares.get(i);
            sums[i] = sum;
        }
    }

    int components() {
        return sums.length;
    }

    /** Share that the first components explain; 0 for none, at most that of all. */
    double explainedBy(int components) {
        int known = Math.min(components, sums.length);
        return known <= 0 ? 0 : sums[known - 1];
    }

    /**
     * Number of components at the elbow: the point of the curve farthest above the chord from its first to its last
     * point (Satopää et al., "Finding a 'Kneedle' in a haystack", 2011, without smoothing). Measured along the vertical,
     * which is farthest where the distance to the chord is, whatever the scale. Empty for a curve that does not bend.
     */
    OptionalInt elbow() {
        int elbow = 0;
        double farthest = STRAIGHT;
        for (int components = 1; components <= sums.length; components++) {
            double distance = explainedBy(components) - chord(components);
            if (distance > farthest) {
                farthest = distance;
                elbow = components;
            }
        }
        return elbow == 0 ? OptionalInt.empty() : OptionalInt.of(elbow);
    }

    private double chord(int components) {
        double first = sums[0];
        double last = sums[sums.length - 1];
        return sums.length == 1 ? first : first + (last - first) * (components - 1) / (sums.length - 1);
    }
}
