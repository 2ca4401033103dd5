package dev.pomona.model.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The readable half of an {@link ObjectStore}. Thread-safe. Keys are checked by {@link Keys#requireValid}.
 *
 * <p>All methods throw {@link StoreException}: {@link StoreException.Unavailable} where the same call may succeed later,
 * {@link StoreException.Refused} where it will not. Streams that they return may throw any IOException while being read;
 * treat it like {@code Unavailable}.
 */
public interface ObjectSource {

    /** Returns length and tag of an object without reading it; empty if it is absent. One cheap request (HEAD in S3). */
    Optional<StoredObject> stat(String key) throws StoreException;

    /**
     * Opens an object of any length for reading from its first byte; the caller closes the stream.
     *
     * @throws StoreException.NotFound if it is absent
     */
    InputStream open(String key) throws StoreException;

    /**
     * Reads a small object whole, unless it is unchanged (conditional GET in S3: an unchanged object is not transferred).
     *
     * @param knownTag the tag that the caller knows the content of; null to read in any case
     * @return empty if the object still has this tag
     * @throws StoreException.NotFound if it is absent
     */
    Optional<TaggedContent> readIfChanged(String key, @Nullable String knownTag) throws StoreException;

    /**
     * Reads a small object whole.
     *
     * @throws StoreException.NotFound if it is absent
     */
    default TaggedContent read(String key) throws StoreException {
        return readIfChanged(key, null).orElseThrow();
    }

    /** Returns the file that holds an object, if objects are files of this machine; whether it exists is not checked. */
    default Optional<Path> localFile(String key) {
        return Optional.empty();
    }

    /** Returns how messages name this place, for example {@code folder /srv/index}. */
    String describe();
}
