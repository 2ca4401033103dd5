package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Buckets;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code index}: photos in, a new version of an index out. */
@Command(
        name = "index",
        description = "Indexes labelled photos. By default a photo's label is the name of the folder it lies in.",
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

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec specification;

    private final Sessions sessions;

    public IndexCommand() {
        this(new Sessions());
    }

    IndexCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Exception {
        IndexParameters parameters = parameters();
        Progress progress = new ConsoleProgress(System.out);
        SparkSession spark = sessions.start(master);
        TerminationNotice notice =
                new TerminationNotice(specification.commandLine().getErr());
        try {
            summarise(new IndexJob(spark, parameters, stores(), progress).run(), progress);
        } finally {
            notice.withdraw();
            sessions.stop(spark);
        }
        return 0;
    }

    private static Stores stores() {
        return new Stores(location -> S3Buckets.fromEnvironment().store(location));
    }

    /** Parameters out of range are wrong options; an IllegalArgumentException from anywhere else is an internal error. */
    private IndexParameters parameters() {
        try {
            return new IndexParameters(
                    sources.toParameters(),
                    heldOut.toParameters(),
                    model.toNetwork(),
                    model.toFit(),
                    publish.toParameters());
        } catch (IllegalArgumentException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
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
                    "evaluated on %d photos (%s): top-1 accuracy %.1f %%, top-5 %.1f %%; RECOGNISED %.1f %%%s;"
                            + " UNKNOWN %.1f %%",
                    accuracy.queries(),
                    manifest.evaluation().source(),
                    100 * accuracy.top1(),
                    100 * accuracy.top5(),
                    100 * accuracy.recognised(),
                    precision(accuracy),
                    100 * accuracy.unknown()));
        }
        manifest.evaluation().sources().stream()
                .min(Comparator.comparingDouble(source -> source.kinds().top1()))
                .ifPresent(worst -> progress.say(String.format(
                        Locale.ROOT,
                        "the worst of %d sources, judged by the others: %s, %d photos: kind right %.1f %%; recognised"
                                + " %.1f %%%s",
                        manifest.evaluation().sources().size(),
                        worst.name(),
                        worst.kinds().queries(),
                        100 * worst.kinds().top1(),
                        100 * worst.kinds().recognised(),
                        precision(worst.kinds()))));
        Manifest.@Nullable OutOfDistribution negatives = manifest.evaluation().outOfDistribution();
        if (negatives != null) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%d negatives: AUROC %.3f, %.1f %% not UNKNOWN",
                    negatives.queries(),
                    negatives.auroc(),
                    100 * negatives.falseAcceptRate()));
        }
    }

    private static String precision(Manifest.Accuracy accuracy) {
        return accuracy.precisionAtRecognised() == null
                ? ""
                : String.format(Locale.ROOT, ", precision of these %.1f %%", 100 * accuracy.precisionAtRecognised());
    }
}
