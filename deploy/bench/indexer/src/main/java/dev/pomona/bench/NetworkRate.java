package dev.pomona.bench;

import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Inputs that the network extracts per second, without reading or decoding photos: the upper bound of an indexing run.
 * Runs one thread per core, with batches as large as the indexer's. An argument names the location of another backbone.
 */
public final class NetworkRate {

    private static final int BATCH = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private NetworkRate() {}

    public static void main(String[] args) throws Exception {
        FeatureExtractor network = ExecutorNetwork.get(args.length == 0 ? null : args[0]);
        int threads = Runtime.getRuntime().availableProcessors();
        run(network, threads, WARM_UP);
        double rate = run(network, threads, LENGTH);
        System.out.printf(
                Locale.ROOT, "network alone: %.0f pictures/s (%d threads, batches of %d)%n", rate, threads, BATCH);
    }

    private static double run(FeatureExtractor network, int threads, Duration length) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            counts.add(pool.submit(() -> {
                InputBatch batch = InputBatch.blank(network.backbone().inputSide(), BATCH);
                long pictures = 0;
                while (System.nanoTime() < end) {
                    pictures += network.extract(batch).length;
                }
                return pictures;
            }));
        }
        long total = 0;
        for (Future<Long> count : counts) {
            total += count.get();
        }
        pool.shutdown();
        return total * 1e9 / (System.nanoTime() - start);
    }
}
