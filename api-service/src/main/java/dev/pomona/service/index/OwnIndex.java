package dev.pomona.service.index;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.Stores;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The index as operators change it: its versions, and the records of its runs. The bundled one cannot be changed. */
@Component
public final class OwnIndex {

    private final @Nullable ObjectStore store;
    private final String location;

    OwnIndex(IndexProperties properties, Stores stores) {
        @Nullable String configured = properties.location();
        this.location = configured == null ? "" : configured;
        this.store = location.isBlank() ? null : open(stores, location);
    }

    private static ObjectStore open(Stores stores, String location) {
        try {
            return stores.of(location);
        } catch (InvalidLocationException e) {
            throw new IllegalArgumentException("pomona.index.location: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the store of the index.
     *
     * @throws ProblemException {@link Problem#REINDEX_OFF} if it is the bundled one
     */
    public ObjectStore store() {
        return find().orElseThrow(() -> new ProblemException(
                Problem.REINDEX_OFF,
                "The service answers from its bundled index. Set pomona.index.location to a folder or a bucket."));
    }

    /** Returns the store of the index; empty if it is the bundled one. */
    public Optional<ObjectStore> find() {
        return Optional.ofNullable(store);
    }

    /** Returns the location as the indexer takes it, which may run in another working directory. */
    public String location() {
        return store().localFile("x").map(OwnIndex::folderOf).orElse(location);
    }

    private static String folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return String.valueOf(folder == null ? file : folder.normalize());
    }
}
