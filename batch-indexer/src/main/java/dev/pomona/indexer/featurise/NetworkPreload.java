package dev.pomona.indexer.featurise;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Loads the network while the photos are being listed, where this JVM is also the executor. Does nothing on a cluster:
 * the executors load theirs with their first task.
 */
public final class NetworkPreload {

    private final CompletableFuture<?> loading;

    private NetworkPreload(CompletableFuture<?> loading) {
        this.loading = loading;
    }

    /**
     * Begins to load.
     *
     * @param weights path of a weights file, or null for the bundled ones
     */
    public static NetworkPreload begin(SparkSession spark, @Nullable String weights) {
        return new NetworkPreload(
                spark.sparkContext().isLocal()
                        ? CompletableFuture.runAsync(() -> load(weights))
                        : CompletableFuture.completedFuture(null));
    }

    private static void load(@Nullable String weights) {
        try {
            ExecutorNetwork.get(weights);
        } catch (IOException e) {
            // The first task that needs the network tries again, and reports the error.
        }
    }

    /** Waits until nothing is being loaded: a process must not end while TensorFlow is half loaded. */
    public void await() {
        loading.handle((done, error) -> true).join();
    }
}
