package dev.pomona.indexer.cli;

import dev.pomona.indexer.IndexJob;
import dev.pomona.indexer.IndexParameters;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.index.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code index}: photos in, a new version of an index out. */
@Command(
        name = "index",
        description = "Indexes labelled photos. A photo's label is the name of the folder it lies in.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
public final class IndexCommand implements Callable<Integer> {

    @Option(
            names = "--photos",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "Folder or bucket prefix with labelled photos (JPEG, PNG, WebP), searched to any depth. May be"
                            + " repeated.")
    private List<String> photos = List.of();

    @Option(
            names = "--index",
            required = true,
            paramLabel = "FOLDER",
            description = "Root of the index; a new version is added to it and becomes the current one.")
    private String index = "";

    @Option(
            names = "--held-out",
            paramLabel = "FOLDER",
            description = "Labelled photos to ask of the finished index, for its accuracy, the calibration of its"
                    + " confidence and its thresholds. May be repeated. Without it a share of the photos is held out.")
    private List<String> heldOut = List.of();

    @Option(
            names = "--held-out-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of each label's photos to hold out where no --held-out is given; they are indexed after"
                            + " they were asked. 0 holds out none.")
    private double heldOutShare;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Take only photos whose path below the folders matches, such as 'train/Fruit/**'. May be"
                    + " repeated.")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out photos whose path below the folders matches. May be repeated.")
    private List<String> exclude = List.of();

    @Option(
            names = "--variance",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description = "Keep the fewest principal components that explain this share of the variance.")
    private double variance;

    @Option(
            names = "--shrinkage",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "How far the discriminant's scatter within labels is drawn towards a sphere, 0 to 1.")
    private double shrinkage;

    @Option(
            names = "--no-features",
            description = "Leave the features out of the version: a small index that only answers.")
    private boolean withoutFeatures;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Weights of the network, .npz or Keras .h5, at the same path on every machine. Default: the"
                    + " bundled weights.")
    private @Nullable String weights;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: the one of spark-submit, or all cores of this machine.")
    private @Nullable String master;

    @Override
    public Integer call() throws Exception {
        IndexParameters parameters = new IndexParameters(
                photos, index, heldOut, heldOutShare, include, exclude, variance, shrinkage, !withoutFeatures, weights);
        Progress progress = new Progress(System.out);
        try (SparkSession spark = Sessions.start(master)) {
            Manifest manifest = new IndexJob(spark, parameters, progress).run();
            summarise(manifest, progress);
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
        Manifest.Evaluation evaluation = manifest.evaluation();
        if (evaluation.photos() > 0) {
            progress.say(String.format(
                    Locale.ROOT,
                    "held out %d photos (%s): %.1f %% right, %.1f %% in the first five; answered without reservation"
                            + " %.1f %%, of these right %.1f %%; taken for unknown %.1f %%",
                    evaluation.photos(),
                    evaluation.source(),
                    100 * evaluation.top1(),
                    100 * evaluation.top5(),
                    100 * evaluation.recognised(),
                    100 * evaluation.recognisedRight(),
                    100 * evaluation.unknown()));
        }
    }
}
