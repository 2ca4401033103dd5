package dev.pomona.indexer.cli;

import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code network-rate}: how many pictures a second the bare network does, the bound of any indexing run. */
@Command(
        name = "network-rate",
        description = "Measures how many pictures a second the network does on this machine, without reading or"
                + " decoding any.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class NetworkRateCommand implements Callable<Integer> {

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure.")
    private int seconds;

    @Option(names = "--batch", defaultValue = "8", description = "Pictures a run of the network.")
    private int batchSize;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs side by side, each on one core. Default: one a core.")
    private @Nullable Integer threads;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Weights of the network. Default: the bundled ones.")
    private @Nullable String weights;

    @Override
    public Integer call() throws Exception {
        FeatureExtractor network = ExecutorNetwork.get(weights);
        int side = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        run(network, side, Duration.ofSeconds(2));
        double rate = run(network, side, Duration.ofSeconds(seconds));
        System.out.printf(
                Locale.ROOT, "network alone: %.0f pictures/s (%d threads, batches of %d)%n", rate, side, batchSize);
        return 0;
    }

    private double run(FeatureExtractor network, int side, Duration length) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(side);
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            counts.add(pool.submit(() -> {
                InputBatch batch = InputBatch.blank(batchSize);
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
