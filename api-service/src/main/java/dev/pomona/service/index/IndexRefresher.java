package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Pointer;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.Stores;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The index in use, refreshed when another version becomes current. A version is loaded beside the live one,
 * warmed up, and swapped in by one assignment. If anything fails, the live one stays, {@link #failure()} says why, and the
 * version is tried again with back-off. Where the first load fails because the index cannot be reached, the version that was
 * served last is served from its copy on this machine.
 */
@Component
public class IndexRefresher {

    private static final Logger log = LoggerFactory.getLogger(IndexRefresher.class);

    /** Longest wait at shutdown for a load that is under way. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private final IndexReader reader;
    private final IndexLoader loader;
    private final String location;
    private final ExtractorHolder extractors;
    private final Duration closeWait;
    private final RetryBackoff backoff;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final AtomicReference<@Nullable ServedIndex> served = new AtomicReference<>();
    private volatile @Nullable String failure;
    private volatile boolean closed;

    /** The pointer as it was last read; not transferred again while it is unchanged. */
    private @Nullable Pointer pointer;

    /** Whether what is served was loaded without asking the source which version is current. */
    private volatile boolean unconfirmed;

    @Autowired
    IndexRefresher(IndexProperties properties, Stores stores, ModelProperties model, ExtractorHolder extractors) {
        this(
                source(properties, stores),
                properties.cache() == null ? model.cacheFolder().within("index") : new CacheFolder(properties.cache()),
                extractors,
                new RetryBackoff(properties.refresh(), InstantSource.system()),
                CLOSE_WAIT);
    }

    IndexRefresher(
            ObjectSource source,
            CacheFolder copies,
            ExtractorHolder extractors,
            RetryBackoff backoff,
            Duration closeWait) {
        this.reader = new IndexReader(source);
        if (!reader.isLocal()) {
            copies.requireWritable();
        }
        this.loader = new IndexLoader(reader, copies);
        this.location = reader.describe();
        this.extractors = extractors;
        this.closeWait = closeWait;
        this.backoff = backoff;
    }

    private static ObjectSource source(IndexProperties properties, Stores stores) {
        try {
            return properties.source(stores);
        } catch (InvalidLocationException e) {
            throw new IllegalArgumentException("pomona.index.location: " + e.getMessage(), e);
        }
    }

    /** Starts the first refresh on a thread of its own, before the rest of the service is set up. */
    @PostConstruct
    void begin() {
        Thread first = new Thread(this::refresh, "first-index");
        first.setDaemon(true);
        first.start();
    }

    /** The index in use; empty until the first index is loaded. */
    public Optional<ServedIndex> served() {
        return Optional.ofNullable(served.get());
    }

    /** Why the last refresh failed; empty if it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the served index is the copy that was served last, because the current one cannot be reached or loaded. */
    public boolean isUnconfirmed() {
        return unconfirmed;
    }

    /** Loads the current version unless it is live already, or failed and is not due again. */
    @Scheduled(fixedDelayString = "${pomona.index.refresh:30s}")
    void refresh() {
        refreshing.lock();
        try {
            if (!closed) {
                loadCurrentVersion();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvalidBackboneException e) {
            networkFailed(String.valueOf(e.getMessage()));
        } catch (IOException | InvalidIndexException e) {
            failed(String.valueOf(e.getMessage()), null);
        } catch (Exception | Error e) {
            // Errors too, such as a lack of memory: health must say so, and the live index is intact.
            failed(e.toString(), e);
        } finally {
            refreshing.unlock();
        }
    }

    /** Loads the current version now, also one that failed a moment ago; for whoever has just made it current. */
    public void refreshNow() {
        refreshing.lock();
        try {
            backoff.reset();
            refresh();
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Returns whether this service could serve a version, as far as its manifest tells.
     *
     * @return true while no network is loaded yet
     */
    public boolean fits(Manifest manifest) {
        ServedIndex live = served.get();
        return live == null || manifest.fingerprint().equals(live.extractor().fingerprint());
    }

    /** Frees the extractor; waits for a refresh that uses it, but not for ever. */
    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        served.set(null);
        if (!refreshing.tryLock(closeWait.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warn("The feature extractor is not closed, because an index is still being loaded");
            return;
        }
        try {
            served.set(null);
            extractors.close(closeWait);
        } finally {
            refreshing.unlock();
        }
    }

    private void loadCurrentVersion() throws IOException, InterruptedException {
        FeatureExtractor extractor = extractors.get();
        try {
            CurrentVersion current = currentVersion();
            ServedIndex live = served.get();
            if (live != null && current.equals(live.version())) {
                confirmed();
            } else if (backoff.isDue(current)) {
                backoff.attempt(current);
                serve(loader.load(current, extractor), "the " + location);
                confirmed();
            }
        } catch (NoIndexYetException e) {
            throw e;
        } catch (IOException | InvalidIndexException e) {
            if (e instanceof IOException) {
                backoff.reset(); // Perhaps transient: due again at the next refresh.
            }
            serveLast(extractor);
            throw e;
        } catch (RuntimeException | Error e) {
            serveLast(extractor);
            throw e;
        }
    }

    private void confirmed() {
        backoff.reset();
        unconfirmed = false;
        failure = null;
    }

    private void serveLast(FeatureExtractor extractor) {
        if (served.get() != null) {
            return;
        }
        try {
            loader.loadLast(extractor).ifPresent(last -> {
                unconfirmed = true;
                serve(last, "its copy on this machine");
            });
        } catch (IOException e) {
            log.warn("The copy of the index that was served last cannot be read: {}", e.getMessage());
        }
    }

    /** The source can be read and has no current version. */
    private static final class NoIndexYetException extends IOException {

        private static final long serialVersionUID = 1L;

        NoIndexYetException() {
            super("there is no index yet (no " + IndexLayout.CURRENT + ")");
        }
    }

    private CurrentVersion currentVersion() throws IOException {
        Pointer known = pointer;
        Pointer read = known == null
                ? reader.pointer().orElseThrow(NoIndexYetException::new)
                : reader.pointerIfChanged(known).orElse(known);
        pointer = read;
        return read.current();
    }

    private void serve(ServedIndex index, String from) {
        if (closed) {
            return;
        }
        served.set(index);
        log.info(
                "Serving index {} from {}: {} photos of {} labels",
                index.version().version(),
                from,
                index.manifest().counts().photos(),
                index.manifest().counts().labels().size());
    }

    /** Without a network no index can be served, wherever it lies. */
    private void networkFailed(String network) {
        if (!network.equals(failure)) {
            log.error("The network cannot be used: {}", network);
        }
        failure = network;
    }

    private void failed(String message, @Nullable Throwable unexpected) {
        String reason = "%s: %s".formatted(location, message);
        if (!reason.equals(failure)) {
            log.error(
                    "No index could be loaded from the {} (pomona.index.location): {}", location, message, unexpected);
        }
        failure = reason;
    }
}
