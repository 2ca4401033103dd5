package dev.pomona.indexer.evaluate;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Outcomes of two index versions on the same queries. Only queries that one version alone answers correctly tell the
 * versions apart.
 *
 * @param pairs queries that both versions answered
 * @param onlyCurrent of these, how many the current version alone answered correctly
 * @param onlyNew of these, how many the new version alone answered correctly
 */
public record PairedComparison(long pairs, long onlyCurrent, long onlyNew) {

    /** Where no query can be compared. */
    public static final PairedComparison NONE = new PairedComparison(0, 0, 0);

    /** Returns the accuracy (top 1) of the current version less that of the new one, -1 to 1; 0 without pairs. */
    public double loss() {
        return pairs == 0 ? 0 : (double) (onlyCurrent - onlyNew) / pairs;
    }

    /**
     * Returns the probability of a loss this large or larger if both versions are equally accurate: McNemar's exact test,
     * one-sided (McNemar 1947; docs/decisions/0010).
     */
    public double pValue() {
        // No random generator: the distribution is not sampled.
        BinomialDistribution equal = new BinomialDistribution(null, Math.toIntExact(onlyCurrent + onlyNew), 0.5);
        return 1 - equal.cumulativeProbability(Math.toIntExact(onlyCurrent) - 1);
    }
}
