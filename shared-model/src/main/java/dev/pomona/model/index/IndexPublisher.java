package dev.pomona.model.index;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes versions of an index. A version is completed by its manifest, which is written after all other files and is
 * never replaced; it becomes current by a conditional write of the pointer. Errors are as in {@link IndexReader}.
 */
public final class IndexPublisher {

    /** A younger version is never deleted: a reader may still be loading it. */
    public static final Duration SAFE_AGE = Duration.ofDays(1);

    private final ObjectStore store;
    private final IndexReader reader;

    public IndexPublisher(ObjectStore store) {
        this.store = store;
        this.reader = new IndexReader(store);
    }

    /**
     * Completes a version by its manifest. All other files must have been written.
     *
     * @return what the pointer says once this version is activated
     * @throws InvalidIndexException if the version has a manifest already
     */
    public CurrentVersion complete(Manifest manifest) throws StoreException {
        byte[] json = IndexJson.write(manifest);
        CurrentVersion version = pointerTo(manifest.version(), json);
        if (store.putIf(version.manifest(), json, null).isEmpty()) {
            throw new InvalidIndexException("version %s is complete already".formatted(manifest.version()));
        }
        return version;
    }

    /**
     * Makes a complete version current, be it a new one or an old one again ({@link #existing}).
     *
     * @param expectedTag tag of {@value IndexLayout#CURRENT} when the caller decided to replace it ({@link Pointer#tag}, or
     *     by stat where its content is damaged); null if there was none
     * @return false if the pointer has been written since, and nothing was changed
     */
    public boolean activate(CurrentVersion version, @Nullable String expectedTag) throws StoreException {
        return store.putIf(IndexLayout.CURRENT, IndexJson.write(version), expectedTag)
                .isPresent();
    }

    /**
     * Takes an activation back if the version was deleted at the same moment. To be called after an old version has been
     * made current.
     *
     * @param before what was current before; null if there was nothing to go back to
     * @throws StoreException.NotFound if the version is not there
     */
    public void requireStillThere(CurrentVersion activated, @Nullable CurrentVersion before) throws StoreException {
        if (store.stat(activated.manifest()).isPresent()) {
            return;
        }
        Optional<Pointer> now =
                reader.pointer().filter(pointer -> pointer.current().equals(activated));
        if (before != null && now.isPresent()) {
            activate(before, now.get().tag());
        }
        throw new StoreException.NotFound(
                "version %s was deleted while it became current".formatted(activated.version()), null);
    }

    /**
     * Returns what the pointer has to say for a version that is complete, for rolling back to it. Checks that all its files
     * are there with their lengths.
     *
     * @throws StoreException.NotFound if there is no such version, or it is incomplete
     * @throws InvalidIndexException if it is damaged or of another format version
     */
    public CurrentVersion existing(String version) throws StoreException {
        CurrentVersion pointer =
                pointerTo(version, store.read(IndexLayout.manifest(version)).bytes());
        for (Manifest.IndexFile file : reader.manifest(pointer).files()) {
            Optional<StoredObject> found = store.stat(IndexLayout.file(version, file.path()));
            if (found.isEmpty() || found.get().length() != file.bytes()) {
                throw new InvalidIndexException(
                        "%s of version %s is missing or has another length".formatted(file.path(), version));
            }
        }
        return pointer;
    }

    private static CurrentVersion pointerTo(String version, byte[] manifest) {
        return new CurrentVersion(version, IndexLayout.manifest(version), Checksum.of(manifest));
    }

    /**
     * A version that was found below the root.
     *
     * @param name its name
     * @param complete whether it has a manifest
     */
    public record Version(String name, boolean complete) {

        /** Returns when the run that built it began. */
        public Instant created() {
            return IndexLayout.created(name);
        }
    }

    /**
     * Lists all versions, newest first, those of which only an incomplete upload is left among them. {@link
     * IndexReader#manifest(String)} reads the manifest of a complete one.
     */
    public List<Version> versions() throws StoreException {
        Map<String, Boolean> complete = new TreeMap<>(Comparator.reverseOrder());
        store.list(
                IndexLayout.VERSIONS + "/",
                object -> IndexLayout.versionOf(object.key())
                        .ifPresent(version -> complete.merge(
                                version, object.key().equals(IndexLayout.manifest(version)), Boolean::logicalOr)));
        for (String key : store.incompleteUploads(IndexLayout.VERSIONS + "/")) {
            IndexLayout.versionOf(key).ifPresent(version -> complete.putIfAbsent(version, false));
        }
        List<Version> versions = new ArrayList<>();
        complete.forEach((name, whole) -> versions.add(new Version(name, whole)));
        return versions;
    }

    /**
     * Deletes old complete versions: those beyond the newest that passed the quality gate, and beyond the newest that did
     * not or cannot be read, so that neither push out the others. The current one, the one before it and those younger than
     * {@link #SAFE_AGE} stay. For the holder of the index's run slot only.
     *
     * @param keep how many of the newest complete versions to keep of either, at least 1
     * @param replaced the version that was current before; null if there was none
     * @return names of the versions deleted
     */
    public List<String> retain(int keep, @Nullable String replaced, Instant now) throws StoreException {
        List<Version> old = new ArrayList<>();
        int passed = 0;
        int others = 0;
        for (Version version : versions()) {
            if (version.complete() && (hasPassed(version.name()) ? ++passed : ++others) > keep) {
                old.add(version);
            }
        }
        List<String> deleted = new ArrayList<>();
        for (Version version : old) {
            if (version.created().isBefore(now.minus(SAFE_AGE))
                    && !version.name().equals(replaced)
                    && deleteUnlessCurrent(version.name())) {
                deleted.add(version.name());
            }
        }
        return deleted;
    }

    /** Returns whether a version can be read and passed the quality gate. */
    public boolean hasPassed(String version) throws StoreException {
        try {
            return reader.manifest(version).passed();
        } catch (InvalidIndexException | StoreException.NotFound e) {
            return false;
        }
    }

    /**
     * Deletes a version unless it is current. One that becomes current at this moment stays, or {@link
     * #requireStillThere} takes its activation back.
     *
     * @return false if it is current
     * @throws StoreException.NotFound if it has no manifest
     * @throws InvalidIndexException if the pointer is damaged
     */
    public boolean deleteUnlessCurrent(String version) throws StoreException {
        if (isCurrent(version)) {
            return false;
        }
        byte[] manifest = store.read(IndexLayout.manifest(version)).bytes();
        store.delete(IndexLayout.manifest(version));
        if (isCurrent(version)) {
            store.put(IndexLayout.manifest(version), manifest);
            return false;
        }
        store.deleteAll(IndexLayout.folder(version) + "/");
        return true;
    }

    private boolean isCurrent(String version) throws StoreException {
        return reader.pointer()
                .filter(pointer -> pointer.current().version().equals(version))
                .isPresent();
    }

    /** Deletes a version, its manifest first: a version that is deleted in part is incomplete. */
    public void delete(String version) throws StoreException {
        store.delete(IndexLayout.manifest(version));
        store.deleteAll(IndexLayout.folder(version) + "/");
    }
}
