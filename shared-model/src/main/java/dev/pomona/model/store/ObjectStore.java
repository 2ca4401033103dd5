package dev.pomona.model.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key, in a folder or a bucket. Readers see an object whole: its old content or its new one, never a part.
 * Errors are as in {@link ObjectSource}.
 */
public interface ObjectStore extends ObjectSource {

    /**
     * Passes on each object whose key starts with a prefix, in no particular order. The listing is read in pages, so its
     * memory is bounded. Objects written meanwhile may be missing.
     *
     * @param prefix whole key segments, each followed by {@code /}, such as {@code versions/}; empty for all objects
     * @throws StoreException also where a later page cannot be read, after the objects of those before it
     */
    void list(String prefix, Consumer<? super StoredObject> action) throws StoreException;

    /** Returns the keys of the objects that {@link #list} passes on, for prefixes of few objects. */
    default List<String> keys(String prefix) throws StoreException {
        List<String> keys = new ArrayList<>();
        list(prefix, object -> keys.add(object.key()));
        return keys;
    }

    /** Writes an object, replacing the one that is there. */
    void put(String key, byte[] content) throws StoreException;

    /** Writes an object with the content of a local file of any length, replacing the one that is there. */
    void put(String key, Path content) throws StoreException;

    /**
     * Writes an object only if nobody else wrote it meanwhile. Of any number of writers that expect the same tag exactly
     * one wins. An implementation that retries after a lost response must find out whether its own write had arrived.
     *
     * @param content other bytes than the object has: a write of the same ones may leave its tag as it is, so that a second
     *     writer would win too
     * @param expectedTag the tag that the object must still have; null if it must be absent
     * @return the new tag; empty if another writer was first, and nothing was written
     */
    Optional<String> putIf(String key, byte[] content, @Nullable String expectedTag) throws StoreException;

    /**
     * Returns the keys below a prefix that a writer began to upload in parts and did not complete. {@link #list} does not
     * show them.
     *
     * @param prefix as in {@link #list}
     */
    default Set<String> incompleteUploads(String prefix) throws StoreException {
        return Set.of();
    }

    /**
     * Deletes all objects whose keys start with a prefix, and the incomplete uploads of such; none is no error. Not atomic.
     *
     * @param prefix as in {@link #list}, but not empty
     */
    void deleteAll(String prefix) throws StoreException;

    /** Deletes an object; an absent one is no error. */
    void delete(String key) throws StoreException;

    /**
     * Returns where Hadoop and Spark find a key or a prefix: {@code file:/...} or {@code s3a://...}, as Hadoop reads paths
     * (not percent-encoded).
     *
     * @param key a key or prefix; empty for the root
     */
    String uri(String key);
}
