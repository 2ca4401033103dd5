package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.KindClassifierFitter;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.fit.RootProjection;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import org.apache.spark.sql.Dataset;

/** Fits reduction and classifier: on the training set for the evaluation, and on all indexed photos for the index. */
public record FitStage(IndexParameters parameters, Kinds kinds, Progress progress) {

    /** Fits the model that is evaluated. */
    public FittedModel trial(Split split) throws Exception {
        return progress.stage("fit", () -> fit(split.training()));
    }

    /**
     * Fits the model of the index.
     *
     * @param trial returned as it is where it was fitted on all indexed photos
     */
    public FittedModel whole(Split split, FittedModel trial) throws Exception {
        return parameters.heldOut().indexesQueries() ? progress.stage("fit on all", () -> fit(split.indexed())) : trial;
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
