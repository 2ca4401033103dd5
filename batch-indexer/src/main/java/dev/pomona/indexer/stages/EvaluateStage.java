package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.featurise.OtherThings;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.recognition.LabelPhotos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Evaluates the trial reduction on the evaluation set, and calibrates the rules of an answer. */
public record EvaluateStage(
        SparkSession spark, IndexParameters parameters, Kinds kinds, Progress progress, OtherThings others) {

    /**
     * Runs the stage.
     *
     * @param trial the model fitted on the training set
     * @param fit the stage that fitted it
     */
    public EvaluationResult run(Split split, FittedModel trial, FitStage fit) throws Exception {
        EvaluationResult evaluated = progress.stage(
                "evaluate",
                () -> new Evaluator(spark, parameters.heldOut(), sourceNames(), kinds, others, fit::refit)
                        .evaluate(
                                split.queries(),
                                split.training(),
                                trial,
                                new LabelPhotos(PhotoCounts.by("label", split.indexed()))));
        reportSample(evaluated.details().set());
        return evaluated;
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
}
