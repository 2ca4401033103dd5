package dev.pomona.indexer.stages;

import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.reduction.Reduction;
import org.apache.spark.sql.Dataset;

/** Fits the reduction: on the training set for the evaluation, and on all indexed photos for the index. */
public record FitStage(IndexParameters parameters, Progress progress) {

    /** Fits the reduction that is evaluated. */
    public FittedReduction trial(Split split) throws Exception {
        return progress.stage("fit", () -> fitter().fit(split.training()));
    }

    /**
     * Fits the reduction of the index.
     *
     * @param trial returned as it is where it was fitted on all indexed photos
     */
    public FittedReduction whole(Split split, FittedReduction trial) throws Exception {
        return parameters.heldOut().indexesQueries()
                ? progress.stage("fit on all", () -> fitter().fit(split.indexed()))
                : trial;
    }

    /** Returns the reduction of these photos. */
    Reduction reduction(Dataset<PhotoRow> photos) {
        return fitter().fit(photos).reduction();
    }

    private ReductionFitter fitter() {
        IndexParameters.Fit fit = parameters.fit();
        return new ReductionFitter(
                new ComponentRule(fit.variance(), fit.components()), fit.discriminant() ? fit.shrinkage() : null);
    }
}
