package dev.pomona.service.reindex;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.TaggedContent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The requests for runs in the store of an index. All replicas write them, by conditional writes. */
final class RequestLog {

    private static final String FOLDER = "runs/requests/";
    private static final String JSON = ".json";

    /** Writers of one request: its replica and whoever looks at it. */
    private static final int ATTEMPTS = 10;

    private final ObjectStore store;

    RequestLog(ObjectStore store) {
        this.store = store;
    }

    /** Writes a new request; returns whether there was none of this id. */
    boolean add(RunRequest request) throws StoreException {
        return store.putIf(key(request.id()), IndexJson.write(request), null).isPresent();
    }

    /**
     * Reads a request.
     *
     * @return empty if there is none, or it cannot be read
     */
    Optional<RunRequest> read(String id) throws StoreException {
        try {
            return Optional.of(IndexJson.read(store.read(key(id)).bytes(), RunRequest.class));
        } catch (StoreException.NotFound | InvalidIndexException e) {
            return Optional.empty();
        }
    }

    /**
     * Changes a request, also while others do.
     *
     * @param change returns its argument if nothing is to be changed
     * @return the request as it is now
     */
    RunRequest update(String id, UnaryOperator<RunRequest> change) throws StoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TaggedContent found = store.read(key(id));
            RunRequest before = IndexJson.read(found.bytes(), RunRequest.class);
            RunRequest after = change.apply(before);
            if (after.equals(before)
                    || store.putIf(key(id), IndexJson.write(after), found.tag()).isPresent()) {
                return after;
            }
        }
        throw new StoreException.Unavailable("the request for run %s is written by too many".formatted(id), null);
    }

    /** Returns the ids of all requests, newest first. */
    List<String> ids() throws StoreException {
        return ids(store.keys(FOLDER).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Stream<String> ids(Stream<String> keys) {
        return keys.filter(key -> key.endsWith(JSON))
                .map(key -> key.substring(FOLDER.length(), key.length() - JSON.length()));
    }

    private static String key(String id) {
        return FOLDER + id + JSON;
    }
}
