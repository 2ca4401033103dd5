package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.featurise.OtherThings;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.recognition.LabelPhotos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Evaluates the trial reduction on the evaluation set, and calibrates the rules of an answer. */
public record EvaluateStage(
        SparkSession spark, IndexParameters parameters, Kinds kinds, Progress progress, OtherThings others) {

    /**
     * Runs the stage.
     *
     * @param trial the reduction fitted on the training set
     * @param fit the stage that fitted it
     */
    public EvaluationResult run(Split split, FittedReduction trial, FitStage fit) throws Exception {
        EvaluationResult evaluated = progress.stage(
                "evaluate",
                () -> new Evaluator(spark, parameters.heldOut(), sourceNames(), kinds, fit::reduction, capsUnknown())
                        .evaluate(
                                withOthers(split.queries()),
                                split.training(),
                                trial.reduction(),
                                new LabelPhotos(PhotoCounts.by("label", split.indexed()))));
        reportSample(evaluated.details().set());
        reportCap(evaluated);
        return evaluated;
    }

    private Dataset<PhotoRow> withOthers(Dataset<PhotoRow> queries) {
        return others.isEmpty()
                ? queries
                : queries.unionByName(spark.createDataset(others.negatives(), Encoders.bean(PhotoRow.class)));
    }

    private UnaryOperator<String> sourceNames() throws IOException {
        Map<String, String> names = new HashMap<>();
        Configuration configuration = spark.sessionState().newHadoopConf();
        for (String photos : parameters.sources().photos()) {
            names.put(PhotoSource.pathOf(photos, configuration), photos);
        }
        for (NamedFolder heldOut : parameters.heldOut().folders()) {
            names.put(PhotoSource.pathOf(heldOut.location(), configuration), heldOut.name());
        }
        return path -> names.getOrDefault(path, path);
    }

    /**
     * Returns whether the threshold of UNKNOWN has an upper limit. It has one for the reduction that the limit was measured
     * with, and where a held-out photo may have been taken next to an indexed one (docs/decisions/0004).
     */
    private boolean capsUnknown() {
        IndexParameters.HeldOut heldOut = parameters.heldOut();
        return heldOut.takesShare()
                && heldOut.groupFrom() == null
                && parameters.fit().discriminant()
                && parameters.network().weights() == null;
    }

    private void reportSample(EvaluationSet set) {
        if (set.sampled()) {
            progress.say("evaluated on a sample: %d of %d held-out photos, %d of %d negatives"
                    .formatted(set.queries(), set.available(), set.negatives(), set.availableNegatives()));
        }
        if (set.otherLabels() > 0) {
            progress.say(
                    "%d held-out photos are no queries: their labels are not indexed".formatted(set.otherLabels()));
        }
    }

    private void reportCap(EvaluationResult evaluated) {
        double measured = evaluated.details().measuredUnknownBelow();
        double used = evaluated.rules().thresholds().unknownBelow();
        if (evaluated.evaluation().accuracy() != null && measured > used) {
            progress.say(String.format(
                    Locale.ROOT, "UNKNOWN below similarity: measured %.3f, capped to %.3f", measured, used));
        }
    }
}
