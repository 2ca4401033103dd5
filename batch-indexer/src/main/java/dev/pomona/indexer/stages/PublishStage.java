package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.gate.QualityGate;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.progress.RecordedRun;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.StoreException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes a version and makes it the current one, or deletes what a failed run wrote. */
public record PublishStage(IndexParameters parameters, Progress progress, IndexPublisher publisher, RecordedRun run) {

    /**
     * Runs the stage.
     *
     * @param current the version that was current when the run started
     * @throws IndexingException {@link Failure#WORSE} or {@link Failure#BUSY} if the version is kept but not current
     */
    public Manifest run(Manifest built, PublishedIndex.Current current) throws Exception {
        String version = built.version();
        CurrentVersion complete = complete(built);
        QualityGate.requirePasses(
                "version %s is kept but not current".formatted(version),
                built.violations(),
                "; 'pomona-indexer activate %s --index %s' makes it current without another run"
                        .formatted(version, parameters.publishing().index()));
        run.requireSlot();
        if (!publisher.activate(complete, current.tag())) {
            throw new IndexingException(
                    Failure.BUSY,
                    "version %s is kept but not current: another version became current while it was built"
                            .formatted(version));
        }
        deleteOldVersions(current.manifest().map(Manifest::version).orElse(null));
        return built;
    }

    private CurrentVersion complete(Manifest manifest) throws Exception {
        try {
            run.requireSlot();
            CurrentVersion complete = publisher.complete(manifest);
            run.completed(manifest.version());
            return complete;
        } catch (Exception e) {
            abandon(manifest.version(), e);
            throw e;
        }
    }

    /** Deletes what a failed run wrote. If that fails too, the cause of the first failure is still the one to report. */
    public void abandon(String version, Exception cause) {
        try {
            publisher.delete(version);
        } catch (StoreException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** The new version is current, so an error here does not fail the run. */
    private void deleteOldVersions(@Nullable String replaced) {
        try {
            List<String> old = publisher.retain(parameters.publishing().keep(), replaced, Instant.now());
            if (!old.isEmpty()) {
                progress.say("deleted %d old versions".formatted(old.size()));
            }
        } catch (StoreException | RuntimeException e) {
            progress.say("old versions could not be deleted: " + e.getMessage());
        }
    }
}
