package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.KindClassifierFitter;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.fit.RootProjection;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSample;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.recognition.KindClassifier;
import java.util.List;
import org.apache.spark.sql.Dataset;

/** Fits reduction and classifier: on the training set for the evaluation, and on all indexed photos for the index. */
public record FitStage(IndexParameters parameters, Kinds kinds, Progress progress) {

    /** Photos that show whether a model knows what it was fitted on. */
    private static final int SAMPLE = 500;

    /** Fits the model that is evaluated. */
    public FittedModel trial(Split split) throws Exception {
        return progress.stage("fit", () -> fit(split.training()));
    }

    /**
     * Fits the model of the index.
     *
     * @param trial returned as it is where it was fitted on all indexed photos
     * @param evaluated what was measured with it, and holds for the model of the index as long as both are alike
     * @throws IndexingException if they are not
     */
    public FittedModel whole(Split split, FittedModel trial, EvaluationResult evaluated) throws Exception {
        if (!parameters.heldOut().indexesQueries()) {
            return trial;
        }
        return progress.stage("fit on all", () -> {
            FittedModel fitted = comparable(fit(split.indexed()), trial);
            if (!evaluated.outcomes().isEmpty()) {
                requireFamiliar(
                        split.indexed(),
                        fitted.classifier(),
                        evaluated.rules().thresholds().unknownBelow());
            }
            return fitted;
        });
    }

    /**
     * Returns the model without its classifier where the evaluated one has none, since its photos were of one kind: thresholds of
     * similarity say nothing of logits.
     */
    static FittedModel comparable(FittedModel fitted, FittedModel trial) {
        return trial.classifier().isEmpty()
                ? new FittedModel(
                        fitted.reduction(), fitted.explainedVariance(), fitted.projection(), KindClassifier.NONE)
                : fitted;
    }

    /** Requires that a classifier knows most of the photos that it was fitted on. */
    static void requireFamiliar(Dataset<PhotoRow> photos, KindClassifier classifier, double unknownBelow) {
        if (classifier.isEmpty()) {
            return;
        }
        List<PhotoRow> sample = PhotoSample.of(photos, SAMPLE);
        long declined = sample.stream()
                .filter(photo -> classifier.scores(photo.requireFeatures()).familiarity() < unknownBelow)
                .count();
        if (2 * declined > sample.size()) {
            throw new IndexingException(
                    Failure.INTERNAL,
                    ("the model fitted on all photos is unlike the one that was evaluated: %d of %d indexed photos would be"
                                    + " UNKNOWN; nothing is published")
                            .formatted(declined, sample.size()));
        }
    }

    private FittedModel fit(Dataset<PhotoRow> photos) {
        FittedReduction reduction = reductionFitter().fit(photos);
        RootProjection projection = classifierFitter().projection(photos);
        return new FittedModel(
                reduction.reduction(),
                reduction.explainedVariance(),
                projection,
                classifierFitter().fit(photos, projection));
    }

    /** Fits the model of some of the photos of another one, of which components and projection are kept. */
    FittedModel refit(Dataset<PhotoRow> photos, FittedModel whole) {
        return new FittedModel(
                reductionFitter().discriminant(photos, whole.reduction()),
                whole.explainedVariance(),
                whole.projection(),
                classifierFitter().fit(photos, whole.projection()));
    }

    private KindClassifierFitter classifierFitter() {
        return new KindClassifierFitter(kinds::kindOf);
    }

    private ReductionFitter reductionFitter() {
        IndexParameters.Fit fit = parameters.fit();
        return new ReductionFitter(
                new ComponentRule(fit.variance(), fit.components()), fit.discriminant() ? fit.shrinkage() : null);
    }
}
