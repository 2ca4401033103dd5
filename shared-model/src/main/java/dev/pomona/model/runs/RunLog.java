package dev.pomona.model.runs;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The run records of an index, {@code runs/<id>.json}. Each is written by its own run alone. */
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
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Deletes the record of a run. */
    public void delete(String id) throws StoreException {
        store.delete(key(id));
    }

    private static String key(String id) {
        return FOLDER + id + JSON;
    }
}
