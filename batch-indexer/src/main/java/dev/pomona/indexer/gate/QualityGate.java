package dev.pomona.indexer.gate;

import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import dev.pomona.model.index.Violation.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a version may replace the current one (docs/decisions/0010).
 *
 * @param margin loss of accuracy that is tolerated whatever its significance, 0 to 1
 * @param allowed checks that the operator waived
 */
public record QualityGate(double margin, Set<Code> allowed) {

    /** Share of the current version's photos that the next one must have in number. */
    private static final double KEPT = 0.5;

    /** Lost labels that are named; the others are counted. */
    private static final int NAMED = 5;

    /** Largest probability that a version as accurate as the current one fails the check of its accuracy. */
    static final double SIGNIFICANCE = 0.05;

    /** Fewer queries in common say too little; the figures of the two evaluations are compared instead. */
    static final int FEWEST_PAIRS = 30;

    /** One-sided quantile of the normal distribution for {@link #SIGNIFICANCE}. */
    private static final double QUANTILE = 1.645;

    public QualityGate {
        allowed = Set.copyOf(allowed);
    }

    /** Returns the gate that an operator configured. */
    public static QualityGate of(IndexParameters.Publishing parameters) {
        return new QualityGate(parameters.margin(), parameters.allowed());
    }

    /** Returns whether a version with these violations may become current. */
    public static boolean passes(List<Violation> violations) {
        return violations.stream().allMatch(Violation::allowed);
    }

    /**
     * Requires that a version with these violations may become current.
     *
     * @param what what is not replaced, for the message
     * @param wayOut what the operator can do instead, added to the message
     * @throws IndexingException {@link Failure#WORSE} if it may not, naming the violations and how to allow them
     */
    public static void requirePasses(String what, List<Violation> violations, String wayOut) {
        if (passes(violations)) {
            return;
        }
        List<Violation> refused =
                violations.stream().filter(violation -> !violation.allowed()).toList();
        throw new IndexingException(
                Failure.WORSE,
                what
                        + refused.stream().map(Violation::toString).collect(Collectors.joining("; ", ": ", ""))
                        + refused.stream()
                                .map(violation -> "--allow " + violation.code())
                                .collect(Collectors.joining(" ", " (", " waives this)"))
                        + wayOut,
                refused.stream().map(violation -> violation.code().name()).toList());
    }

    /**
     * Compares a version with the current one.
     *
     * @param comparison their outcomes on the same queries
     */
    public List<Violation> check(Manifest next, Manifest current, PairedComparison comparison) {
        List<Violation> violations = new ArrayList<>();
        checkLabels(next, current, violations);
        checkPhotos(next, current, violations);
        checkAccuracy(next, current, comparison, violations);
        return List.copyOf(violations);
    }

    /** Returns the violation of a current version that cannot be read. */
    public Violation unreadable(String reason) {
        return violation(Code.UNREADABLE_CURRENT, reason);
    }

    private void checkLabels(Manifest next, Manifest current, List<Violation> violations) {
        List<String> lost = current.counts().labels().keySet().stream()
                .filter(label -> !next.counts().labels().containsKey(label))
                .toList();
        if (!lost.isEmpty()) {
            String named = String.join(", ", lost.subList(0, Math.min(NAMED, lost.size())));
            String others = lost.size() > NAMED ? " and %d more".formatted(lost.size() - NAMED) : "";
            violations.add(violation(
                    Code.LOST_LABELS,
                    "%d of the %d labels of version %s are not indexed: %s%s"
                            .formatted(
                                    lost.size(), current.counts().labels().size(), current.version(), named, others)));
        }
    }

    private void checkPhotos(Manifest next, Manifest current, List<Violation> violations) {
        if (next.counts().photos() < KEPT * current.counts().photos()) {
            violations.add(violation(
                    Code.LOST_PHOTOS,
                    "%d photos, version %s has %d"
                            .formatted(
                                    next.counts().photos(),
                                    current.version(),
                                    current.counts().photos())));
        }
    }

    private void checkAccuracy(
            Manifest next, Manifest current, PairedComparison comparison, List<Violation> violations) {
        Manifest.@Nullable Accuracy before = current.evaluation().accuracy();
        Manifest.@Nullable Accuracy after = next.evaluation().accuracy();
        if (before == null) {
            return;
        }
        if (after == null) {
            violations.add(violation(
                    Code.NOT_MEASURED,
                    String.format(
                            Locale.ROOT,
                            "nothing was held out, version %s has an accuracy of %.1f %%",
                            current.version(),
                            100 * before.top1())));
        } else if (comparison.pairs() >= FEWEST_PAIRS) {
            if (comparison.loss() > margin && comparison.pValue() < SIGNIFICANCE) {
                violations.add(violation(
                        Code.LESS_ACCURATE,
                        String.format(
                                Locale.ROOT,
                                "of %d photos held out of both versions, version %s alone recognises %d, the new one"
                                        + " alone %d: %.1f points less (McNemar's exact test: p = %.2g)",
                                comparison.pairs(),
                                current.version(),
                                comparison.onlyCurrent(),
                                comparison.onlyNew(),
                                100 * comparison.loss(),
                                comparison.pValue())));
            }
        } else if (isLower(after, before)) {
            violations.add(violation(
                    Code.LESS_ACCURATE,
                    String.format(
                            Locale.ROOT,
                            "accuracy %.1f %% on %d photos, version %s has %.1f %% on %d others (only %d in common,"
                                    + " so compared as independent samples)",
                            100 * after.top1(),
                            after.queries(),
                            current.version(),
                            100 * before.top1(),
                            before.queries(),
                            comparison.pairs())));
        }
    }

    /** Two-proportion z-test, one-sided: the weaker check, for evaluations on different photos. */
    private boolean isLower(Manifest.Accuracy next, Manifest.Accuracy current) {
        double loss = current.top1() - next.top1();
        double pooled = (current.top1() * current.queries() + next.top1() * next.queries())
                / (current.queries() + next.queries());
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / current.queries() + 1.0 / next.queries()));
        return loss > margin && loss > QUANTILE * error;
    }

    private Violation violation(Code code, String detail) {
        return new Violation(code, detail, allowed.contains(code));
    }
}
