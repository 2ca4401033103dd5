package dev.pomona.indexer.publish;

import dev.pomona.model.index.Manifest;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a version may become current: not if it is right less often on its held-out photos than the current
 * one was on its own, by more than a margin.
 *
 * @param margin share, 0 to 1
 * @param force lets everything pass
 */
public record QualityGate(double margin, boolean force) {

    /** Why the new version may not become current; empty if it may. */
    public Optional<String> objection(Manifest.Evaluation next, Optional<Manifest> current) {
        if (force || current.isEmpty() || next.photos() == 0) {
            return Optional.empty();
        }
        Manifest.Evaluation now = current.get().evaluation();
        if (now.photos() == 0 || next.top1() >= now.top1() - margin) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%.1f %% right on held-out photos, the current version %s has %.1f %%",
                100 * next.top1(),
                current.get().version(),
                100 * now.top1()));
    }
}
