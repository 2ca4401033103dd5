package dev.pomona.indexer.featurise;

import dev.pomona.indexer.failure.IndexingException;
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
     * @param backbone location of the backbone, or null for the bundled one
     */
    public static NetworkPreload begin(SparkSession spark, @Nullable String backbone) {
        return new NetworkPreload(
                spark.sparkContext().isLocal()
                        ? CompletableFuture.runAsync(() -> load(backbone))
                        : CompletableFuture.completedFuture(null));
    }

    private static void load(@Nullable String backbone) {
        try {
            ExecutorNetwork.get(backbone);
        } catch (IOException | IndexingException e) {
            // The first task that needs the network tries again, and reports the error.
        }
    }

    /** Waits until nothing is being loaded: a process must not end while TensorFlow is half loaded. */
    public void await() {
        loading.handle((done, error) -> true).join();
    }
}
