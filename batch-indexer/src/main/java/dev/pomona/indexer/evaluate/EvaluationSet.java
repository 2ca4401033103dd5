package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The held-out photos of a run, and how many of them are queries.
 *
 * @param source what was held out, in words
 * @param queries photos of indexed labels that are queries
 * @param available photos of indexed labels that were held out
 * @param otherLabels held-out photos of labels that are not indexed; none is a query, because no answer would be right
 * @param negatives photos of no fruit that are queries
 * @param availableNegatives photos of no fruit
 */
public record EvaluationSet(
        String source, long queries, long available, long otherLabels, long negatives, long availableNegatives) {

    /** Where nothing was held out. */
    public static final EvaluationSet NONE = new EvaluationSet("nothing", 0, 0, 0, 0, 0);

    /** Whether only a sample of the held-out photos are queries. */
    public boolean sampled() {
        return queries < available || negatives < availableNegatives;
    }

    EvaluationSet sampled(long sampledQueries, long sampledNegatives) {
        return new EvaluationSet(source, sampledQueries, available, otherLabels, sampledNegatives, availableNegatives);
    }

    /**
     * Describes what is held out. A share is the actual one: labels of few photos and groups of photos make it larger
     * than requested, rejects smaller.
     *
     * @param heldOut photos held out
     * @param others photos that were not
     */
    static String describe(IndexParameters.HeldOut parameters, long heldOut, long others) {
        if (!parameters.folders().isEmpty()) {
            return parameters.folders().stream()
                    .map(NamedFolder::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
        long all = heldOut + others;
        return String.format(
                Locale.ROOT,
                "%.1f %% of %d indexed photos; requested: %.1f %% of each label",
                100.0 * heldOut / Math.max(1, all),
                all,
                100 * parameters.share());
    }
}
