package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.LabelRule;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.synthetic.HeapWatch;
import dev.pomona.indexer.synthetic.SyntheticJob;
import dev.pomona.model.index.Manifest;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code synthetic}: how much memory the driver needs for so many photos ({@code deploy/bench/driver-memory.sh}). */
@Command(
        name = "synthetic",
        hidden = true,
        description = "Fits, evaluates and writes a version of made-up features, and tells what stayed on the driver's"
                + " heap.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SyntheticCommand implements Callable<Integer> {

    private static final double HELD_OUT_SHARE = 0.1;
    private static final int ASKED_VIEWS = 4;
    private static final long BYTES_PER_MB = 1 << 20;

    @Option(names = "--rows", required = true, paramLabel = "N", description = "Photos to make up.")
    private long rows;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Mixin
    private final PublishOptions publish = new PublishOptions();

    @Option(names = "--master", paramLabel = "URL", description = "Spark master. Default: as for index.")
    private @Nullable String master;

    @Override
    public Integer call() throws Exception {
        IndexParameters parameters = new IndexParameters(
                new IndexParameters.Sources(
                        List.of("synthetic:" + rows), List.of(), List.of(), LabelRule.parse("parent"), null),
                new IndexParameters.HeldOut(List.of(), HELD_OUT_SHARE, List.of(), null, ASKED_VIEWS),
                model.toNetwork(),
                model.toFit(),
                publish.toParameters());
        Progress progress = new Progress(System.out);
        try (SparkSession spark = Sessions.start(master);
                HeapWatch heap = new HeapWatch()) {
            Manifest manifest = new SyntheticJob(spark, parameters, progress).run(rows);
            progress.say("%d rows, %d of them asked, %d components"
                    .formatted(
                            manifest.counts().photos(),
                            manifest.evaluation().photos(),
                            manifest.reduction().components()));
            progress.say("driver heap: used after GC %d MB, peak %d MB"
                    .formatted(heap.used() / BYTES_PER_MB, heap.peak() / BYTES_PER_MB));
        }
        return 0;
    }
}
