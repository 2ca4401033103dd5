package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.Keys;
import dev.pomona.model.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the two versions that were served last, for an index that does not lie on this machine. Each copy is an index in
 * a folder of its own, with the files that are served and no others. Files are copied side by side and verified on the way.
 * Services of other indexes may share the cache; their copies are deleted when nobody has loaded them for a month.
 */
final class IndexCache {

    private static final Logger log = LoggerFactory.getLogger(IndexCache.class);

    private static final int KEPT = 2;
    private static final int AT_ONCE = 4;
    private static final Duration UNUSED = Duration.ofDays(30);

    /** How long copies that were interrupted may take to end; reads from S3 notice at their next byte. */
    private static final Duration END_WAIT = Duration.ofSeconds(30);

    /** How often the copy of a file is tried: a connection may break in the middle of a large one. */
    private static final int ATTEMPTS = 3;

    private final IndexReader source;
    private final CacheFolder folders;

    /** What the names of this index's folders begin with. */
    private final String prefix;

    IndexCache(IndexReader source, CacheFolder folders) {
        this.source = source;
        this.folders = folders;
        this.prefix =
                Checksum.of(source.describe().getBytes(StandardCharsets.UTF_8)).substring(0, 8) + "-";
    }

    /**
     * Returns the copy of a version, which is made first if it is not there.
     *
     * @throws IOException if a file is missing or cannot be copied
     * @throws InvalidIndexException if a file is damaged at its source
     */
    IndexReader copyOf(CurrentVersion version) throws IOException {
        return reader(folders.folder(name(version), empty -> fill(empty, version)));
    }

    /** Deletes the copy of a version, which has been damaged. */
    void discard(CurrentVersion version) throws IOException {
        Optional<Path> copy = find(version);
        if (copy.isPresent()) {
            folders.discard(copy.get());
        }
    }

    /** Makes the copy of a version the last good one, and deletes those of this index but the last two. */
    void keep(CurrentVersion version) throws IOException {
        Optional<Path> copy = find(version);
        if (copy.isPresent()) {
            folders.use(copy.get());
        }
        int own = 0;
        for (Path folder : folders.newestFirst()) {
            boolean isOwn = isOwn(folder);
            own += isOwn ? 1 : 0;
            if (isOwn
                    ? own > KEPT
                    : CacheFolder.used(folder).isBefore(Instant.now().minus(UNUSED))) {
                folders.discard(folder);
            }
        }
    }

    private boolean isOwn(Path folder) {
        return name(folder).startsWith(prefix);
    }

    private Optional<Path> find(CurrentVersion version) throws IOException {
        String name = name(version);
        return folders.newestFirst().stream()
                .filter(folder -> name(folder).equals(name))
                .findAny();
    }

    /** Returns the versions of this index that have a copy, the one served last first. */
    List<CurrentVersion> versions() throws IOException {
        List<CurrentVersion> versions = new ArrayList<>();
        for (Path folder : folders.newestFirst()) {
            if (isOwn(folder)) {
                try {
                    reader(folder).pointer().ifPresent(pointer -> versions.add(pointer.current()));
                } catch (InvalidIndexException e) {
                    folders.discard(folder);
                }
            }
        }
        return versions;
    }

    private static IndexReader reader(Path folder) {
        return new IndexReader(FolderStore.at(folder));
    }

    private static String name(Path folder) {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }

    /** A version that was built again under the same name is another one. */
    private String name(CurrentVersion version) {
        return prefix + Keys.requireValid(version.version()) + "-"
                + version.sha256().substring(0, 8);
    }

    private void fill(Path folder, CurrentVersion version) throws IOException {
        Path manifestFile = folder.resolve(Keys.requireValid(version.manifest()));
        Files.createDirectories(manifestFile.getParent());
        Manifest manifest = source.copyManifest(version, manifestFile);
        List<Manifest.IndexFile> files = Stream.concat(
                        Stream.of(IndexLayout.REDUCTION, IndexLayout.VECTORS + "/")
                                .flatMap(prefixOfFiles -> IndexReader.files(manifest, prefixOfFiles).stream()),
                        Stream.of(IndexLayout.CLASSIFIER, IndexLayout.EXEMPLARS + "/")
                                .flatMap(prefixOfFiles -> IndexReader.optionalFiles(manifest, prefixOfFiles).stream()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, files.size()));
        try {
            List<Future<?>> copies = new ArrayList<>();
            for (Manifest.IndexFile file : files) {
                Path target = folder.resolve(Keys.requireValid(IndexLayout.file(manifest.version(), file.path())));
                Files.createDirectories(target.getParent());
                copies.add(threads.submit(() -> {
                    copy(manifest, file, target);
                    return null;
                }));
            }
            for (Future<?> copy : copies) {
                await(copy);
            }
        } finally {
            end(threads);
        }
        Files.write(folder.resolve(IndexLayout.CURRENT), IndexJson.write(version));
    }

    /** Interrupts copies that are still being made, and waits for them: the folder they write into is deleted next. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Files of an index are still being copied although another one has failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Manifest manifest, Manifest.IndexFile file, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                source.copy(manifest, file, target);
                return;
            } catch (StoreException.NotFound | StoreException.Refused e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private static void await(Future<?> copy) throws IOException {
        try {
            copy.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("interrupted while an index was copied", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException known) {
                throw known;
            }
            if (e.getCause() instanceof RuntimeException invalid) {
                throw invalid;
            }
            throw new IOException(e);
        }
    }
}
