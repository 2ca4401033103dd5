package dev.pomona.service.index;

import dev.pomona.model.features.FeatureExtractor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feature extractor of the service, loaded on a thread of its own. Thread-safe. */
final class ExtractorHolder {

    private static final Logger log = LoggerFactory.getLogger(ExtractorHolder.class);

    /** Loads a feature extractor; takes seconds. */
    @FunctionalInterface
    interface Loader {
        FeatureExtractor load() throws IOException;
    }

    private final Loader loader;
    private volatile FutureTask<FeatureExtractor> loading;

    /** Starts to load the extractor. */
    ExtractorHolder(Loader loader) {
        this.loader = loader;
        this.loading = startLoading();
    }

    /**
     * Returns the extractor once it is loaded. After a failure the next call waits for another attempt.
     *
     * @throws IOException if its files cannot be read or unpacked
     * @throws IllegalStateException if loading fails otherwise, whatever was thrown
     */
    FeatureExtractor get() throws IOException, InterruptedException {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            loading = startLoading();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("the feature extractor cannot be loaded: " + e.getCause(), e.getCause());
        }
    }

    /** Closes the extractor; if it is still being loaded after this time, the end of the process frees it. */
    void close(Duration maxWait) throws InterruptedException {
        try {
            loading.get(maxWait.toNanos(), TimeUnit.NANOSECONDS).close();
        } catch (ExecutionException e) {
            log.debug("No feature extractor to close: it was never loaded", e);
        } catch (TimeoutException e) {
            log.warn("The feature extractor is not closed, because it is still being loaded");
        }
    }

    private FutureTask<FeatureExtractor> startLoading() {
        // The task ends with whatever is thrown, errors included, so that nobody waits for ever.
        FutureTask<FeatureExtractor> task = new FutureTask<>(loader::load);
        Thread thread = new Thread(task, "extractor-loader");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
