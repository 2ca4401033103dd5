package dev.pomona.indexer.publish;

import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What runs have left in the folders of versions. For the holder of the index's slot. */
public final class IncompleteVersions {

    /** Without a record nobody knows whether the run still works; none works for so long. */
    private static final Duration WITHOUT_RECORD = Duration.ofDays(1);

    private final ObjectStore store;
    private final RunLog runs;
    private final IndexPublisher publisher;

    public IncompleteVersions(ObjectStore store) {
        this.store = store;
        this.runs = new RunLog(store);
        this.publisher = new IndexPublisher(store);
    }

    /**
     * Removes versions without a manifest whose run is over by its record: it did not reach its end.
     *
     * @return their names
     */
    public List<String> remove(Instant now) throws StoreException {
        List<String> removed = new ArrayList<>();
        for (IndexPublisher.Version version : publisher.versions()) {
            if (!version.complete() && isOver(version, now)) {
                publisher.delete(version.name());
                removed.add(version.name());
            }
        }
        return removed;
    }

    /** Deletes staging tables that runs could not delete when their versions were complete. */
    public void removeStaging() throws StoreException {
        Set<String> versions = new TreeSet<>();
        store.list(
                IndexLayout.VERSIONS + "/",
                object -> IndexLayout.versionOf(object.key())
                        .filter(version -> object.key().startsWith(IndexLayout.file(version, StagingTable.FOLDER)))
                        .ifPresent(versions::add));
        for (String version : versions) {
            if (store.stat(IndexLayout.manifest(version)).isPresent()) {
                store.deleteAll(IndexLayout.file(version, StagingTable.FOLDER));
            }
        }
    }

    private boolean isOver(IndexPublisher.Version version, Instant now) throws StoreException {
        Optional<RunRecord> record = record(version.name());
        return record.isPresent() ? record.get().isOver(now) : version.created().isBefore(now.minus(WITHOUT_RECORD));
    }

    private Optional<RunRecord> record(String run) throws StoreException {
        try {
            return runs.read(run);
        } catch (InvalidIndexException e) {
            return Optional.empty();
        }
    }
}
