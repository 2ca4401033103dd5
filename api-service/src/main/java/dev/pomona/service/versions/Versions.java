package dev.pomona.service.versions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Pointer;
import dev.pomona.model.runs.ActiveRun;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import dev.pomona.service.audit.AuditLog;
import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.index.OwnIndex;
import dev.pomona.service.index.Reject;
import dev.pomona.service.index.RejectTable;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The versions of the index in its store: listed, activated, deleted. Thread-safe, and so are several replicas. */
@Component
public final class Versions {

    private static final int CACHED_MANIFESTS = 50;
    private static final String ANY = "*";
    private static final String PAGE = IndexLayout.REPORT + "/index.html";

    private final OwnIndex index;
    private final IndexRefresher refresher;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();

    /** By version: a manifest is never replaced. */
    private final Cache<String, Manifest> manifests =
            Caffeine.newBuilder().maximumSize(CACHED_MANIFESTS).build();

    Versions(OwnIndex index, IndexRefresher refresher, AuditLog audit) {
        this.index = index;
        this.refresher = refresher;
        this.audit = audit;
    }

    /**
     * The versions of the index.
     *
     * @param current name of the current one; null if there is none
     * @param versions all, the newest first
     */
    public record VersionList(@Nullable String current, List<VersionView> versions) {}

    /**
     * A version that has been made current.
     *
     * @param version its name
     * @param previous the version that was current before; null if there was none
     * @param live whether this service answers from it already
     * @param failure why not; null if it does
     */
    public record Activation(
            String version,
            @Nullable String previous,
            boolean live,
            @Nullable String failure) {}

    /** Lists all versions. */
    public VersionList list() throws StoreException {
        @Nullable String current = current();
        Set<String> labels = labels(current);
        List<VersionView> views = new ArrayList<>();
        for (IndexPublisher.Version version : publisher().versions()) {
            views.add(view(version.name(), version.complete(), current, labels));
        }
        return new VersionList(current, views);
    }

    /**
     * Describes a version.
     *
     * @return empty if there is none of this name, or it is not complete
     */
    public Optional<VersionView> find(String version) throws StoreException {
        if (!IndexLayout.isVersion(version)
                || index.store().stat(IndexLayout.manifest(version)).isEmpty()) {
            return Optional.empty();
        }
        @Nullable String current = current();
        return Optional.of(view(version, true, current, labels(current)));
    }

    /** Returns the name of the current version; null if there is none, or the pointer is damaged. */
    public @Nullable String current() throws StoreException {
        return pointer().map(pointer -> pointer.current().version()).orElse(null);
    }

    /**
     * Makes a version current, whatever the quality gate said, and has this service answer from it.
     *
     * @param expected the version that must be current now; {@code *} for any, or none
     * @throws ProblemException if another one is, or the version cannot be served
     */
    public Activation activate(String version, String expected, String operator) throws StoreException {
        Optional<Pointer> pointer = pointer();
        @Nullable
        String current = pointer.map(found -> found.current().version()).orElse(null);
        if (!expected.equals(ANY) && !expected.equals(current)) {
            throw changed(current);
        }
        @Nullable
        String tag = pointer.map(Pointer::tag).or(() -> tagOfDamagedPointer()).orElse(null);
        CurrentVersion target = servable(version);
        if (!version.equals(current)) {
            audit.add(operator, AuditLog.Action.ACTIVATE_VERSION, version, Map.of("previous", String.valueOf(current)));
            if (!publisher().activate(target, tag)) {
                throw changed(current());
            }
            requireStillThere(version, pointer);
        }
        refresher.refreshNow();
        boolean live = refresher
                .served()
                .filter(served -> served.manifest().version().equals(version))
                .isPresent();
        return new Activation(
                version, current, live, live ? null : refresher.failure().orElse(null));
    }

    /** Takes an activation back if the version was deleted at the same moment. */
    private void requireStillThere(String version, Optional<Pointer> before) throws StoreException {
        Optional<Pointer> now = pointer();
        if (index.store().stat(IndexLayout.manifest(version)).isEmpty() && now.isPresent() && before.isPresent()) {
            publisher().activate(before.get().current(), now.get().tag());
            throw notFound(version);
        }
    }

    private Optional<String> tagOfDamagedPointer() {
        try {
            return index.store().stat(IndexLayout.CURRENT).map(StoredObject::tag);
        } catch (StoreException e) {
            throw new ProblemException(Problem.STORE_UNAVAILABLE, "The pointer of the index cannot be read.");
        }
    }

    private CurrentVersion servable(String version) throws StoreException {
        Manifest manifest = manifest(version);
        if (!refresher.fits(manifest)) {
            throw new ProblemException(
                    Problem.VERSION_UNUSABLE, "It was built with another network than this service has.");
        }
        try {
            return publisher().existing(version);
        } catch (StoreException.NotFound e) {
            throw gone(version);
        } catch (InvalidIndexException e) {
            throw new ProblemException(Problem.VERSION_UNUSABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Deletes a version that is not the current one. Holds the run slot meanwhile, so that no run reads from it.
     *
     * @throws ProblemException if it is the current one, or a run is at work
     */
    public void delete(String version, String operator) throws StoreException {
        requireThere(version);
        RunSlot slot = RunSlot.take(index.store(), "delete-" + version, clock).orElseThrow(this::busy);
        try {
            requireNotCurrent(version);
            audit.add(operator, AuditLog.Action.DELETE_VERSION, version, Map.of());
            deleteUnlessActivated(version);
        } finally {
            slot.release();
        }
    }

    private void deleteUnlessActivated(String version) throws StoreException {
        ObjectStore store = index.store();
        String key = IndexLayout.manifest(version);
        byte @Nullable [] manifest =
                store.stat(key).isPresent() ? store.read(key).bytes() : null;
        store.delete(key);
        if (version.equals(current()) && manifest != null) {
            store.put(key, manifest);
            requireNotCurrent(version);
        }
        publisher().delete(version);
        manifests.invalidate(version);
    }

    private void requireNotCurrent(String version) throws StoreException {
        if (version.equals(current())) {
            throw new ProblemException(
                    Problem.VERSION_CURRENT, "The service answers from it. Activate another version first.");
        }
    }

    private void requireThere(String version) throws StoreException {
        if (!IndexLayout.isVersion(version)
                || publisher().versions().stream().noneMatch(each -> each.name().equals(version))) {
            throw notFound(version);
        }
    }

    private ProblemException busy() {
        try {
            String run =
                    RunSlot.holder(index.store(), clock).map(ActiveRun::run).orElse("");
            return new ProblemException(
                    Problem.RUN_ACTIVE, "Nothing is deleted while a run is at work.", Map.of("run", run));
        } catch (StoreException e) {
            return new ProblemException(Problem.STORE_UNAVAILABLE, "Nothing was deleted; try again shortly.");
        }
    }

    /** Returns the page of a version's report, once its checksum is known to be right. */
    public byte[] report(String version) throws IOException {
        Manifest manifest = manifest(version);
        Manifest.IndexFile page = manifest.files().stream()
                .filter(file -> file.path().equals(PAGE))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "The version has no report."));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.bytes()));
        try {
            new IndexReader(index.store()).copy(manifest, page, bytes);
        } catch (StoreException.NotFound e) {
            throw gone(version);
        }
        return bytes.toByteArray();
    }

    /** Passes on the rejects of a version. */
    public void rejects(String version, Consumer<Reject> action) throws IOException {
        try {
            new RejectTable(index.store()).read(manifest(version), action);
        } catch (StoreException.NotFound e) {
            throw gone(version);
        }
    }

    /**
     * Returns the manifest of a version, which may have been deleted by a run or another instance.
     *
     * @throws ProblemException if there is no complete version of this name, or it cannot be read
     */
    Manifest manifest(String version) throws StoreException {
        if (!IndexLayout.isVersion(version)
                || index.store().stat(IndexLayout.manifest(version)).isEmpty()) {
            throw gone(version);
        }
        return cachedManifest(version);
    }

    private ProblemException gone(String version) {
        manifests.invalidate(version);
        return notFound(version);
    }

    /** Returns the manifest of a version that was there a moment ago. */
    private Manifest cachedManifest(String version) throws StoreException {
        @Nullable Manifest cached = manifests.getIfPresent(version);
        if (cached != null) {
            return cached;
        }
        try {
            Manifest manifest = new IndexReader(index.store()).manifest(version);
            manifests.put(version, manifest);
            return manifest;
        } catch (StoreException.NotFound e) {
            throw notFound(version);
        } catch (InvalidIndexException e) {
            throw new ProblemException(Problem.VERSION_UNUSABLE, String.valueOf(e.getMessage()));
        }
    }

    private VersionView view(String version, boolean complete, @Nullable String current, Set<String> currentLabels)
            throws StoreException {
        String created = IndexLayout.created(version).toString();
        boolean isCurrent = version.equals(current);
        if (!complete) {
            return unreadable(version, created, isCurrent, false, "It is not complete.");
        }
        Manifest manifest;
        try {
            manifest = cachedManifest(version);
        } catch (ProblemException e) {
            return unreadable(version, created, isCurrent, true, String.valueOf(e.getMessage()));
        }
        Set<String> labels = manifest.counts().labels().keySet();
        return new VersionView(
                version,
                manifest.createdAt(),
                isCurrent,
                true,
                refresher.fits(manifest) ? null : "It was built with another network than this service has.",
                manifest.counts().photos(),
                manifest.counts().rejects(),
                labels.size(),
                manifest.files().stream().mapToLong(Manifest.IndexFile::bytes).sum(),
                manifest.evaluation(),
                manifest.answerRules().thresholds(),
                manifest.violations(),
                without(labels, currentLabels),
                without(currentLabels, labels));
    }

    private static VersionView unreadable(
            String version, String created, boolean current, boolean complete, String problem) {
        return new VersionView(
                version, created, current, complete, problem, null, null, null, null, null, null, List.of(), List.of(),
                List.of());
    }

    private Set<String> labels(@Nullable String version) throws StoreException {
        try {
            return version == null
                    ? Set.of()
                    : cachedManifest(version).counts().labels().keySet();
        } catch (ProblemException e) {
            return Set.of();
        }
    }

    private static List<String> without(Set<String> labels, Set<String> others) {
        Set<String> rest = new TreeSet<>(labels);
        rest.removeAll(others);
        return List.copyOf(rest);
    }

    private Optional<Pointer> pointer() throws StoreException {
        try {
            return new IndexReader(index.store()).pointer();
        } catch (InvalidIndexException e) {
            return Optional.empty();
        }
    }

    private IndexPublisher publisher() {
        return new IndexPublisher(index.store());
    }

    private static ProblemException changed(@Nullable String current) {
        String now = String.valueOf(current);
        return new ProblemException(
                Problem.VERSION_CHANGED, "The current version is %s.".formatted(now), Map.of("current", now));
    }

    private static ProblemException notFound(String version) {
        return new ProblemException(
                Problem.NOT_FOUND,
                IndexLayout.isVersion(version)
                        ? "There is no complete version %s.".formatted(version)
                        : "This is not the name of a version.");
    }
}
