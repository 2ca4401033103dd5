package dev.pomona.indexer.stages;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.Asked;
import dev.pomona.indexer.evaluate.Evaluated;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.evaluate.HeldOutSource;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.gate.QualityGate;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.model.index.Manifest;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** From features to a complete version: fits the reduction, evaluates it on the queries, and writes. */
public record FitStage(SparkSession spark, IndexParameters parameters, Progress progress) {

    /**
     * A version that lacks its manifest only.
     *
     * @param manifest the manifest to complete it with
     * @param objection why it may not become current; empty if it may
     */
    public record FittedVersion(Manifest manifest, Optional<String> objection) {}

    /**
     * Runs the stage.
     *
     * @param photos all photos with their features, or as rejects; read several times, so they should be stored
     * @param current the version that the new one must not be worse than
     */
    public FittedVersion run(Dataset<PhotoRow> photos, NewVersion version, Optional<Manifest> current)
            throws Exception {
        Dataset<PhotoRow> usable = photos.filter(not(Featuriser.rejected()));
        Dataset<PhotoRow> indexed = usable.filter(col("indexed"));
        Dataset<PhotoRow> training = indexed.filter(not(col("query")));
        Dataset<PhotoRow> queries = queries(usable, indexed);
        requireEnough(training);

        IndexParameters.HeldOut heldOut = parameters.heldOut();
        FittedReduction trial = progress.stage("fit", () -> fitter().fit(training));
        Evaluated evaluated = progress.stage(
                "evaluate",
                () -> new Evaluator(spark, capsUnknown(), heldOut.views())
                        .evaluate(
                                new HeldOutSource(heldOut.folders(), heldOut.share()),
                                queries,
                                training,
                                trial.reduction()));
        reportSample(evaluated.details().asked());
        reportCap(evaluated);
        FittedReduction fitted =
                heldOut.takesShare() ? progress.stage("fit on all", () -> fitter().fit(indexed)) : trial;

        WriteStage write = new WriteStage(parameters, version);
        WriteStage.Contents contents =
                progress.stage("write", () -> write.tables(photos, indexed, queries, fitted, evaluated));
        Optional<String> objection = gate().objection(contents.draft(), current);
        Manifest manifest =
                progress.stage("report", () -> write.complete(contents, evaluated, progress.timings(), objection));
        return new FittedVersion(manifest, objection);
    }

    /** Returns the queries. A copy of an indexed photo in a held-out folder would find itself, so it is left out. */
    private Dataset<PhotoRow> queries(Dataset<PhotoRow> usable, Dataset<PhotoRow> indexed) {
        Dataset<PhotoRow> queries = usable.filter(col("query"));
        if (parameters.heldOut().takesShare()) {
            return queries;
        }
        Dataset<PhotoRow> unseen = queries.join(
                        indexed.select("contentHash"), new String[] {"contentHash"}, "left_anti")
                .as(Encoders.bean(PhotoRow.class));
        long copies = queries.count() - unseen.count();
        if (copies > 0) {
            progress.say("%d photos are no queries: the same bytes are indexed".formatted(copies));
        }
        return unseen;
    }

    /**
     * Whether the threshold of UNKNOWN has an upper limit. It has one for the reduction that the limit was measured with,
     * and where a held-out photo may have been taken next to an indexed one (docs/decisions/0004).
     */
    private boolean capsUnknown() {
        IndexParameters.HeldOut heldOut = parameters.heldOut();
        return heldOut.takesShare()
                && heldOut.groupFrom() == null
                && parameters.fit().discriminant()
                && parameters.network().weights() == null;
    }

    private void reportSample(Asked asked) {
        if (asked.sampled()) {
            progress.say("evaluated on a sample: %d of %d held-out photos, %d of %d negatives"
                    .formatted(asked.fruit(), asked.ofFruit(), asked.negatives(), asked.ofNegatives()));
        }
        if (asked.otherLabels() > 0) {
            progress.say(
                    "%d held-out photos are no queries: their labels are not indexed".formatted(asked.otherLabels()));
        }
    }

    private void reportCap(Evaluated evaluated) {
        double measured = evaluated.details().measuredUnknownBelow();
        double used = evaluated.rules().thresholds().unknownBelow();
        if (evaluated.evaluation().accuracy() != null && measured > used) {
            progress.say(String.format(
                    Locale.ROOT, "UNKNOWN below similarity: measured %.3f, capped to %.3f", measured, used));
        }
    }

    private ReductionFitter fitter() {
        IndexParameters.Fit fit = parameters.fit();
        return new ReductionFitter(
                new ComponentRule(fit.variance(), fit.components()), fit.discriminant() ? fit.shrinkage() : null);
    }

    private QualityGate gate() {
        return new QualityGate(
                parameters.publishing().margin(), parameters.publishing().force());
    }

    private void requireEnough(Dataset<PhotoRow> training) {
        long labels = training.select("label").distinct().count();
        if (labels < 2) {
            throw new IndexingException(
                    Failure.ONE_LABEL, "an index needs usable photos of two labels at least, and there are " + labels);
        }
        @Nullable Integer components = parameters.fit().components();
        long photos = training.count();
        if (components != null && photos <= components) {
            throw new IndexingException(
                    Failure.TOO_FEW_PHOTOS,
                    "%d components cannot be found in %d usable photos".formatted(components, photos));
        }
    }
}
