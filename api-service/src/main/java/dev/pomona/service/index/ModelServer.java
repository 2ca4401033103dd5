package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import dev.pomona.model.index.CurrentVersion;
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
 * Holds what is being served. The network is loaded once; an index is loaded beside the live one, warmed up, and swapped
 * in by one assignment. If anything fails, the live one stays and {@link #failure()} says why.
 */
@Component
public class ModelServer {

    private static final Logger log = LoggerFactory.getLogger(ModelServer.class);

    private final IndexLoader loader;
    private final String location;
    private final ModelProperties model;
    private final AtomicReference<@Nullable ServedModel> served = new AtomicReference<>();
    private volatile @Nullable String failure;
    private @Nullable FeatureExtractor extractor;

    /** The version that was last tried, so that a broken one is not loaded again and again. */
    private @Nullable CurrentVersion tried;

    ModelServer(IndexProperties index, ModelProperties model) {
        IndexSource source = index.location() == null || index.location().isBlank()
                ? new BundledIndexSource()
                : new FolderIndexSource(Path.of(index.location()));
        this.loader = new IndexLoader(source);
        this.location = source.describe();
        this.model = model;
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
            FeatureExtractor network = network();
            CurrentVersion current = loader.currentVersion();
            if (!current.equals(tried)) {
                tried = current;
                serve(network, current);
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

    private void serve(FeatureExtractor network, CurrentVersion current) throws IOException {
        LoadedIndex index = loader.load(current, network.fingerprint());
        index.recogniser().recognise(List.<float[][]>of(network.extract(InputBatch.blank(1))));
        served.set(new ServedModel(network, index));
        failure = null;
        log.info(
                "Serving index {} from the {}: {} photos of {} labels",
                current.version(),
                location,
                index.manifest().counts().photos(),
                index.manifest().counts().labels().size());
    }

    private FeatureExtractor network() throws IOException {
        if (extractor == null) {
            Weights weights = model.weights() == null ? WeightsFile.bundled() : WeightsFile.read(model.weights());
            CacheFolder cache = model.cache() == null ? CacheFolder.ofUser() : new CacheFolder(model.cache());
            extractor = TensorFlowFeatureExtractor.load(
                    weights, cache, Runtime.getRuntime().availableProcessors());
        }
        return extractor;
    }

    @PreDestroy
    synchronized void close() {
        served.set(null);
        if (extractor != null) {
            extractor.close();
        }
    }
}
