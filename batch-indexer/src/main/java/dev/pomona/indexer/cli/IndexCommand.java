package dev.pomona.indexer.cli;

import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.index.Manifest;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code index}: photos in, a new version of an index out. */
@Command(
        name = "index",
        description = "Indexes labelled photos. A photo's label is the name of the folder it lies in.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
public final class IndexCommand implements Callable<Integer> {

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Mixin
    private final HeldOutOptions heldOut = new HeldOutOptions();

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Mixin
    private final PublishOptions publish = new PublishOptions();

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: the one of spark-submit, or all cores of this machine.")
    private @Nullable String master;

    @Override
    public Integer call() throws Exception {
        IndexParameters parameters = new IndexParameters(
                sources.toParameters(),
                heldOut.toParameters(),
                model.toNetwork(),
                model.toFit(),
                publish.toParameters());
        Progress progress = new ConsoleProgress(System.out);
        try (SparkSession spark = Sessions.start(master)) {
            summarise(new IndexJob(spark, parameters, progress).run(), progress);
        }
        return 0;
    }

    private static void summarise(Manifest manifest, Progress progress) {
        progress.say("version %s: %d photos of %d labels, %d rejected, %d components, %d dimensions"
                .formatted(
                        manifest.version(),
                        manifest.counts().photos(),
                        manifest.counts().labels().size(),
                        manifest.counts().rejects(),
                        manifest.reduction().components(),
                        manifest.reduction().dimension()));
        Manifest.@Nullable Accuracy accuracy = manifest.evaluation().accuracy();
        if (accuracy != null) {
            progress.say(String.format(
                    Locale.ROOT,
                    "held out %d photos (%s): %.1f %% right, %.1f %% in the first five; answered without reservation"
                            + " %.1f %%, of these right %.1f %%; taken for unknown %.1f %%",
                    accuracy.queries(),
                    manifest.evaluation().source(),
                    100 * accuracy.top1(),
                    100 * accuracy.top5(),
                    100 * accuracy.recognised(),
                    accuracy.precisionAtRecognised() == null ? Double.NaN : 100 * accuracy.precisionAtRecognised(),
                    100 * accuracy.unknown()));
        }
        Manifest.@Nullable OutOfDistribution negatives = manifest.evaluation().outOfDistribution();
        if (negatives != null) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%d photos of other things: AUROC %.3f, %.1f %% taken for something indexed",
                    negatives.queries(),
                    negatives.auroc(),
                    100 * negatives.falseAcceptRate()));
        }
    }
}
