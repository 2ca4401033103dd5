package dev.pomona.indexer.publish;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Pointer;
import dev.pomona.model.index.Violation;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The versions of an index, for an operator who chooses the current one by hand. */
public final class IndexVersions {

    private final ObjectStore store;
    private final IndexPublisher publisher;
    private final IndexReader reader;

    public IndexVersions(ObjectStore store) {
        this.store = store;
        this.publisher = new IndexPublisher(store);
        this.reader = new IndexReader(store);
    }

    /** Returns a line for each complete version, the newest first; the current one is marked. */
    public List<String> lines() throws StoreException {
        @Nullable String current = current(pointer());
        return complete().stream()
                .map(version -> (version.equals(current) ? "* " : "  ") + describe(version))
                .toList();
    }

    /**
     * Makes a complete version current, whatever the quality gate said.
     *
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if there is no such version, or it is damaged; {@link
     *     Failure#BUSY} if another version became current meanwhile
     */
    public void activate(String version) throws StoreException {
        @Nullable Pointer before = pointer();
        if (version.equals(current(before))) {
            return;
        }
        try {
            @Nullable String tag = before == null ? tagOfDamagedPointer() : before.tag();
            CurrentVersion wanted = publisher.existing(version);
            if (!publisher.activate(wanted, tag)) {
                throw new IndexingException(Failure.BUSY, "another version became current at this moment");
            }
            publisher.requireStillThere(wanted, before == null ? null : before.current());
        } catch (StoreException.NotFound e) {
            throw unusable("there is no complete version %s in the %s".formatted(version, store.describe()), e);
        } catch (InvalidIndexException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Makes the newest version that is older than the current one and passed the quality gate current.
     *
     * @return its name
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if there is none
     */
    public String rollBack() throws StoreException {
        @Nullable String current = current(pointer());
        if (current == null) {
            throw unusable(
                    "the %s has no readable current version: activate one by its name".formatted(store.describe()),
                    null);
        }
        for (String version : complete()) {
            if (version.compareTo(current) < 0 && publisher.hasPassed(version)) {
                activate(version);
                return version;
            }
        }
        throw unusable("there is no version before %s that passed the quality gate".formatted(current), null);
    }

    private List<String> complete() throws StoreException {
        return publisher.versions().stream()
                .filter(IndexPublisher.Version::complete)
                .map(IndexPublisher.Version::name)
                .toList();
    }

    /** Returns the pointer; null if there is none or it is damaged. */
    private @Nullable Pointer pointer() throws StoreException {
        try {
            return reader.pointer().orElse(null);
        } catch (InvalidIndexException e) {
            return null;
        }
    }

    private static @Nullable String current(@Nullable Pointer pointer) {
        return pointer == null ? null : pointer.current().version();
    }

    private @Nullable String tagOfDamagedPointer() throws StoreException {
        return store.stat(IndexLayout.CURRENT).map(StoredObject::tag).orElse(null);
    }

    private String describe(String version) {
        Manifest manifest;
        try {
            manifest = reader.manifest(version);
        } catch (StoreException | InvalidIndexException e) {
            return "%s  cannot be read: %s".formatted(version, e.getMessage());
        }
        Manifest.@Nullable Accuracy accuracy = manifest.evaluation().accuracy();
        String violations = manifest.violations().stream()
                .map(Violation::code)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        return "%s  %d photos, %d labels, %s%s"
                .formatted(
                        version,
                        manifest.counts().photos(),
                        manifest.counts().labels().size(),
                        accuracy == null
                                ? "not evaluated"
                                : String.format(Locale.ROOT, "top-1 accuracy %.1f %%", 100 * accuracy.top1()),
                        violations.isEmpty() ? "" : ", violates " + violations);
    }

    private static IndexingException unusable(String message, @Nullable Exception cause) {
        return cause == null
                ? new IndexingException(Failure.UNUSABLE_REQUEST, message)
                : new IndexingException(Failure.UNUSABLE_REQUEST, message, cause);
    }
}
