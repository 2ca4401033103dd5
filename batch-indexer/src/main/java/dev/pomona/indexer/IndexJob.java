package dev.pomona.indexer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.Evaluated;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.FeaturisedPhoto;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.IndexLock;
import dev.pomona.indexer.publish.IndexStorage;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.publish.QualityGate;
import dev.pomona.indexer.publish.VersionWriter;
import dev.pomona.model.index.Manifest;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The whole job: photos in, a new version of the index out. */
public final class IndexJob {

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final IndexParameters.HeldOut heldOut;
    private final QualityGate gate;
    private final Progress progress;

    public IndexJob(SparkSession spark, IndexParameters parameters, Progress progress) {
        this.spark = spark;
        this.parameters = parameters;
        this.heldOut = parameters.heldOut();
        this.gate = new QualityGate(
                parameters.publishing().margin(), parameters.publishing().force());
        this.progress = progress;
    }

    /**
     * Runs the job.
     *
     * @return the manifest of the version that is now current
     * @throws IndexingException if there is no new current version, and why
     */
    public Manifest run() throws Exception {
        IndexStorage storage = new IndexStorage(
                parameters.publishing().index(), spark.sessionState().newHadoopConf());
        IndexLock lock = IndexLock.take(storage);
        try {
            return runAlone(storage);
        } finally {
            lock.close();
        }
    }

    private Manifest runAlone(IndexStorage storage) throws Exception {
        PublishedIndex published = new PublishedIndex(spark, storage);
        int removed = published.removeUnfinished();
        if (removed > 0) {
            progress.say("removed %d unfinished versions of earlier runs".formatted(removed));
        }
        NewVersion version = NewVersion.begin(parameters);
        VersionWriter writer = new VersionWriter(spark, storage, version.name());
        Optional<Manifest> current = published.current();
        Made made;
        try {
            made = make(version, writer, published, current);
        } catch (Exception e) {
            writer.abandon();
            throw e;
        }
        if (made.objection().isPresent()) {
            throw new IndexingException(
                    Failure.WORSE,
                    "version %s is kept but not current: %s"
                            .formatted(version.name(), made.objection().get()));
        }
        writer.activate(made.manifest());
        return made.manifest();
    }

    /**
     * A complete version.
     *
     * @param objection why it may not become current; empty if it may
     */
    private record Made(Manifest manifest, Optional<String> objection) {}

    private Made make(NewVersion version, VersionWriter writer, PublishedIndex published, Optional<Manifest> current)
            throws Exception {
        Dataset<PhotoFile> files = progress.stage("list", () -> new ListStage(spark, parameters).run());
        Dataset<FeaturisedPhoto> photos =
                new FeaturiseStage(spark, parameters, progress).run(files, version, writer, published, current);
        Dataset<FeaturisedPhoto> usable = photos.filter(not(Featuriser.rejected()));
        Dataset<FeaturisedPhoto> indexed = usable.filter(col("indexed"));
        Dataset<FeaturisedPhoto> known = indexed.filter(not(col("asked")));
        Dataset<FeaturisedPhoto> asked = usable.filter(col("asked"));
        requireEnough(known);

        FittedReduction trial = progress.stage("fit", () -> fitter().fit(known));
        Evaluated evaluated = progress.stage(
                "evaluate",
                () -> new Evaluator(spark, heldOut.takesShare(), heldOut.views())
                        .evaluate(version.heldOutSource(), asked, known, trial.reduction()));
        FittedReduction fitted =
                heldOut.takesShare() ? progress.stage("fit on all", () -> fitter().fit(indexed)) : trial;

        Optional<String> objection = gate.objection(evaluated.evaluation(), current);
        WriteStage write = new WriteStage(parameters, progress, writer, version);
        Manifest manifest =
                progress.stage("write", () -> write.run(photos, indexed, asked, fitted, evaluated, objection));
        return new Made(manifest, objection);
    }

    private ReductionFitter fitter() {
        IndexParameters.Fit fit = parameters.fit();
        return new ReductionFitter(
                new ComponentRule(fit.variance(), fit.components()), fit.discriminant() ? fit.shrinkage() : null);
    }

    private void requireEnough(Dataset<FeaturisedPhoto> known) {
        long labels = known.select("label").distinct().count();
        if (labels < 2) {
            throw new IndexingException(
                    Failure.ONE_LABEL, "an index needs usable photos of two labels at least, and there are " + labels);
        }
        @Nullable Integer components = parameters.fit().components();
        long photos = known.count();
        if (components != null && photos <= components) {
            throw new IndexingException(
                    Failure.TOO_FEW_PHOTOS,
                    "%d components cannot be found in %d usable photos".formatted(components, photos));
        }
    }
}
