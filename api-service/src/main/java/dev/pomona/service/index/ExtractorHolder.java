package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network that photos are featurised with; it is loaded in a thread of its own. Thread-safe. */
final class ExtractorHolder {

    private static final Logger LOG = LoggerFactory.getLogger(ExtractorHolder.class);

    private final ModelProperties properties;
    private CompletableFuture<FeatureExtractor> loading;

    private ExtractorHolder(ModelProperties properties) {
        this.properties = properties;
        this.loading = begin();
    }

    /** Begins to load the network. */
    static ExtractorHolder load(ModelProperties properties) {
        return new ExtractorHolder(properties);
    }

    /**
     * Waits for the network. If it could not be loaded, the next call tries again.
     *
     * @throws IOException if it cannot be loaded
     */
    synchronized FeatureExtractor get() throws IOException {
        try {
            return loading.join();
        } catch (CompletionException e) {
            loading = begin();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Frees the network, after waiting for it. */
    synchronized void close() {
        try {
            loading.join().close();
        } catch (CompletionException e) {
            // It could not be loaded, so there is nothing to free.
        }
    }

    private CompletableFuture<FeatureExtractor> begin() {
        CompletableFuture<FeatureExtractor> begun = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        begun.complete(read());
                    } catch (IOException | RuntimeException | LinkageError e) {
                        begun.completeExceptionally(e);
                    }
                },
                "network");
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    private FeatureExtractor read() throws IOException {
        Weights weights = properties.weights() == null ? WeightsFile.bundled() : WeightsFile.read(properties.weights());
        CacheFolder cache = properties.cache() == null ? CacheFolder.ofUser() : new CacheFolder(properties.cache());
        Precision precision = properties.precision() == null ? Precision.fastest() : properties.precision();
        LOG.info("The network calculates in {}", precision);
        return TensorFlowFeatureExtractor.load(
                weights, precision, cache, Runtime.getRuntime().availableProcessors());
    }
}
