package dev.pomona.indexer.fit;

import org.jspecify.annotations.Nullable;

/**
 * How many principal components are kept.
 *
 * @param variance the fewest that explain this share of the variance, 0 to 1
 * @param fixed this many, whatever they explain; null to go by the variance
 */
public record ComponentRule(double variance, @Nullable Integer fixed) {

    /** Share of the variance that is rounding alone: fewer photos than components, for instance. */
    private static final double NOTHING = 1e-9;

    /** The number to keep, given the share that each component explains, largest first. */
    int count(double[] explained) {
        if (fixed != null) {
            return Math.min(fixed, explained.length);
        }
        double sum = 0;
        for (int i = 0; i < explained.length; i++) {
            sum += explained[i];
            boolean isLast = i + 1 < explained.length && explained[i + 1] < NOTHING;
            if (sum >= variance || isLast) {
                return i + 1;
            }
        }
        return explained.length;
    }
}
