package dev.pomona.indexer;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.evaluate.Evaluated;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.indexer.featurise.FeaturisedPhoto;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.photos.PathFilter;
import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.IndexPublisher;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Fingerprint;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** The whole job: photos in, a new version of the index out. */
public final class IndexJob {

    /** Enough to make a task worth its start, few enough to spread and to repeat where an executor is lost. */
    private static final int PHOTOS_PER_TASK = 64;

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final Progress progress;

    public IndexJob(SparkSession spark, IndexParameters parameters, Progress progress) {
        this.spark = spark;
        this.parameters = parameters;
        this.progress = progress;
    }

    /**
     * Runs the job.
     *
     * @return the manifest of the version that is now current
     * @throws UnusablePhotosException if there is nothing to make an index of
     */
    public Manifest run() throws Exception {
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String version =
                IndexLayout.version(started, ThreadLocalRandom.current().nextInt());
        IndexPublisher publisher = new IndexPublisher(spark, parameters.index(), version);
        try {
            Dataset<PhotoFile> files = progress.stage("list", this::list);
            Dataset<FeaturisedPhoto> all = featurise(files, publisher);
            Dataset<FeaturisedPhoto> usable = all.filter(col("features").isNotNull());
            Dataset<FeaturisedPhoto> indexed = usable.filter(col("indexed"));
            Dataset<FeaturisedPhoto> known = indexed.filter(col("asked").equalTo(false));
            requireTwoLabels(known);

            FittedReduction trial = progress.stage("fit", () -> fitter().fit(known));
            Evaluated evaluated = progress.stage(
                    "evaluate",
                    () -> new Evaluator(spark, holdsOutShare())
                            .evaluate(heldOutSource(), usable.filter(col("asked")), known, trial.reduction()));
            FittedReduction fitted =
                    holdsOutShare() ? progress.stage("fit on all", () -> fitter().fit(indexed)) : trial;

            Manifest manifest = progress.stage("write", () -> {
                write(publisher, all, indexed, fitted);
                return manifest(version, started, all, indexed, fitted, evaluated, publisher);
            });
            publisher.activate(manifest);
            return manifest;
        } catch (Exception e) {
            publisher.abandon();
            throw e;
        }
    }

    private Dataset<PhotoFile> list() throws IOException {
        PhotoSource source = new PhotoSource(spark, new PathFilter(parameters.include(), parameters.exclude()));
        Dataset<PhotoFile> files = source.list(parameters.photos(), parameters.heldOut());
        if (holdsOutShare()) {
            files = source.holdOut(files, parameters.heldOutShare());
        }
        Dataset<PhotoFile> listed = files.persist(StorageLevel.MEMORY_AND_DISK());
        long count = listed.count();
        if (count == 0) {
            throw new UnusablePhotosException("there are no files below " + String.join(", ", parameters.photos()));
        }
        int partitions = Math.toIntExact((count + PHOTOS_PER_TASK - 1) / PHOTOS_PER_TASK);
        return listed.repartition(partitions).persist(StorageLevel.MEMORY_AND_DISK());
    }

    private Dataset<FeaturisedPhoto> featurise(Dataset<PhotoFile> files, IndexPublisher publisher) throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("photos");
        Featuriser featuriser = new Featuriser(spark, parameters.weights(), done);
        return progress.stage(
                "featurise", files.count(), done::sum, () -> publisher.stage(featuriser.featurise(files)));
    }

    private ReductionFitter fitter() {
        return new ReductionFitter(parameters.variance(), parameters.shrinkage());
    }

    private boolean holdsOutShare() {
        return parameters.heldOut().isEmpty() && parameters.heldOutShare() > 0;
    }

    private String heldOutSource() {
        return holdsOutShare()
                ? "%s of each label".formatted(parameters.heldOutShare())
                : String.join(", ", parameters.heldOut());
    }

    private static void requireTwoLabels(Dataset<FeaturisedPhoto> known) {
        long labels = known.select("label").distinct().count();
        if (labels < 2) {
            throw new UnusablePhotosException(
                    "an index needs usable photos of two labels at least, and there are " + labels);
        }
    }

    private void write(
            IndexPublisher publisher,
            Dataset<FeaturisedPhoto> all,
            Dataset<FeaturisedPhoto> indexed,
            FittedReduction fitted)
            throws IOException {
        publisher.writeReduction(fitted.reduction());
        publisher.writeVectors(indexed, fitted.reduction());
        if (parameters.keepFeatures()) {
            publisher.writeFeatures(indexed, fitted.reduction());
        }
        publisher.writeRejects(all.filter(col("features").isNull()));
    }

    private Manifest manifest(
            String version,
            Instant started,
            Dataset<FeaturisedPhoto> all,
            Dataset<FeaturisedPhoto> indexed,
            FittedReduction fitted,
            Evaluated evaluated,
            IndexPublisher publisher)
            throws IOException {
        Map<String, Long> labels = new TreeMap<>();
        for (Row row : indexed.groupBy("label").count().collectAsList()) {
            labels.put(row.getString(0), row.getLong(1));
        }
        long rejects = all.filter(col("features").isNull()).count();
        publisher.discardStaged();
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                started.toString(),
                Fingerprint.of(ExecutorNetwork.weightsOf(parameters.weights())),
                parameters.photos(),
                parameters.forManifest(),
                new Manifest.Counts(
                        labels.values().stream().mapToLong(Long::longValue).sum(), rejects, labels),
                new Manifest.ReductionSummary(
                        FeatureExtractor.DIMENSION,
                        fitted.explainedVariance().size(),
                        fitted.reduction().dimension(),
                        fitted.explainedVariance()),
                evaluated.rules(),
                evaluated.evaluation(),
                publisher.files());
    }
}
