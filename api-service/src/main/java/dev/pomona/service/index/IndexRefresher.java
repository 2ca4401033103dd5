package dev.pomona.service.index;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.index.CurrentVersion;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Holds what is being served. An index is loaded beside the live one, warmed up, and swapped in by one assignment. If
 * anything fails, the live one stays and {@link #failure()} says why.
 */
@Component
public class IndexRefresher {

    private static final Logger log = LoggerFactory.getLogger(IndexRefresher.class);

    private final IndexLoader loader;
    private final String location;
    private final ExtractorHolder network;
    private final AtomicReference<@Nullable ServedModel> served = new AtomicReference<>();
    private volatile @Nullable String failure;

    /** The version that was last tried, so that a broken one is not loaded again and again. */
    private @Nullable CurrentVersion tried;

    IndexRefresher(IndexProperties index, ExtractorHolder network) {
        IndexSource source = index.location() == null || index.location().isBlank()
                ? new BundledIndexSource()
                : new FolderIndexSource(Path.of(index.location()));
        this.loader = new IndexLoader(source);
        this.location = source.describe();
        this.network = network;
    }

    /** Does not wait for the rest of the service to be set up. */
    @PostConstruct
    void begin() {
        Thread first = new Thread(this::refresh, "first-index");
        first.setDaemon(true);
        first.start();
    }

    /** What is being served; empty until the first index is loaded. */
    public Optional<ServedModel> served() {
        return Optional.ofNullable(served.get());
    }

    /** Why the last attempt to load an index failed; empty if it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Loads what is missing: the network at first, and a version that has become current. */
    @Scheduled(fixedDelayString = "${pomona.index.refresh:30s}")
    synchronized void refresh() {
        try {
            FeatureExtractor extractor = network.get();
            CurrentVersion current = loader.currentVersion();
            if (!current.equals(tried)) {
                tried = current;
                serve(extractor, current);
            }
        } catch (IOException e) {
            // Perhaps for a moment only, so this version is worth another try.
            tried = null;
            failed(e);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        String reason = "%s: %s".formatted(location, e.getMessage());
        if (!reason.equals(failure)) {
            log.error("No index loaded from the {} (pomona.index.location): {}", location, e.getMessage());
        }
        failure = reason;
    }

    private void serve(FeatureExtractor extractor, CurrentVersion current) throws IOException {
        LoadedIndex index = loader.load(current, extractor.fingerprint());
        index.recogniser().recognise(List.<float[][]>of(extractor.extract(InputBatch.blank(1))));
        served.set(new ServedModel(extractor, index));
        failure = null;
        log.info(
                "Serving index {} from the {}: {} photos of {} labels",
                current.version(),
                location,
                index.manifest().counts().photos(),
                index.manifest().counts().labels().size());
    }

    @PreDestroy
    synchronized void close() {
        served.set(null);
        network.close();
    }
}
