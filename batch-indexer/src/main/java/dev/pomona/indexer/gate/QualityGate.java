package dev.pomona.indexer.gate;

import dev.pomona.model.index.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a version may become current. It may not if it lacks a label of the current one or more than half of
 * its photos, if it was not measured while the current one was, or if it is right less often on its held-out photos than
 * the current one was on its own, by more than a margin.
 *
 * @param margin share, 0 to 1
 * @param force lets everything pass
 */
public record QualityGate(double margin, boolean force) {

    /** Share of the current version's photos that the next one must have in number. */
    private static final double KEPT = 0.5;

    /** Lost labels that are named; the others are counted. */
    private static final int NAMED = 5;

    /** Why the new version may not become current, in one line; empty if it may. */
    public Optional<String> objection(Manifest next, Optional<Manifest> current) {
        if (force || current.isEmpty()) {
            return Optional.empty();
        }
        Manifest now = current.get();
        List<String> objections = new ArrayList<>();
        lostLabels(next, now).ifPresent(objections::add);
        lostPhotos(next, now).ifPresent(objections::add);
        worse(next.evaluation(), now).ifPresent(objections::add);
        return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
    }

    private static Optional<String> lostLabels(Manifest next, Manifest now) {
        List<String> lost = now.counts().labels().keySet().stream()
                .filter(label -> !next.counts().labels().containsKey(label))
                .toList();
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", lost.subList(0, Math.min(NAMED, lost.size())));
        String others = lost.size() > NAMED ? " and %d more".formatted(lost.size() - NAMED) : "";
        return Optional.of("%d of the %d labels of the current version %s are gone: %s%s"
                .formatted(lost.size(), now.counts().labels().size(), now.version(), named, others));
    }

    private static Optional<String> lostPhotos(Manifest next, Manifest now) {
        return next.counts().photos() >= KEPT * now.counts().photos()
                ? Optional.empty()
                : Optional.of("%d photos, the current version %s has %d"
                        .formatted(
                                next.counts().photos(),
                                now.version(),
                                now.counts().photos()));
    }

    private Optional<String> worse(Manifest.Evaluation next, Manifest now) {
        Manifest.@Nullable Accuracy before = now.evaluation().accuracy();
        Manifest.@Nullable Accuracy after = next.accuracy();
        if (before == null || (after != null && after.top1() >= before.top1() - margin)) {
            return Optional.empty();
        }
        String measured = after == null
                ? "no held-out photo was asked"
                : String.format(Locale.ROOT, "%.1f %% right on held-out photos", 100 * after.top1());
        return Optional.of(String.format(
                Locale.ROOT, "%s, the current version %s has %.1f %%", measured, now.version(), 100 * before.top1()));
    }
}
