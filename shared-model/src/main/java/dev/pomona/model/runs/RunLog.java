package dev.pomona.model.runs;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The run records of an index, {@code runs/<id>.json}. Each is written by its own run alone; an object {@code
 * runs/<id>.cancel} beside it asks the run to end.
 */
public final class RunLog {

    static final String FOLDER = "runs/";

    private static final String JSON = ".json";

    private final ObjectStore store;

    public RunLog(ObjectStore store) {
        this.store = store;
    }

    public void write(RunRecord record) throws StoreException {
        store.put(key(record.id()), IndexJson.write(record));
    }

    /**
     * Reads the record of a run.
     *
     * @return empty if it has none
     * @throws InvalidIndexException if it is damaged
     */
    public Optional<RunRecord> read(String id) throws StoreException {
        try {
            return Optional.of(IndexJson.read(store.read(key(id)).bytes(), RunRecord.class));
        } catch (StoreException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Returns the ids of all runs that have a record, newest first. */
    public List<String> ids() throws StoreException {
        return store.keys(FOLDER).stream()
                .filter(key -> key.endsWith(JSON) && !key.equals(RunSlot.KEY))
                .map(key -> key.substring(FOLDER.length(), key.length() - JSON.length()))
                .filter(id -> id.indexOf('/') < 0)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Asks a run to end without publishing anything; it looks with each heartbeat. */
    public void requestCancel(Cancel cancel) throws StoreException {
        store.put(cancelKey(cancel.run()), IndexJson.write(cancel));
    }

    /** Returns whether a run has been asked to end. */
    public boolean isCancelRequested(String id) throws StoreException {
        return store.stat(cancelKey(id)).isPresent();
    }

    /**
     * Reads who asked a run to end, and when.
     *
     * @return empty if nobody did
     */
    public Optional<Cancel> cancel(String id) throws StoreException {
        try {
            return Optional.of(IndexJson.read(store.read(cancelKey(id)).bytes(), Cancel.class));
        } catch (StoreException.NotFound e) {
            return Optional.empty();
        }
    }

    /**
     * The request that a run ends.
     *
     * @param run its id
     * @param by name of the operator
     * @param at when
     */
    public record Cancel(String run, String by, Instant at) {}

    private static String key(String id) {
        return FOLDER + id + JSON;
    }

    private static String cancelKey(String id) {
        return FOLDER + id + ".cancel";
    }
}
