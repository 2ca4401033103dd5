package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.featurise.OtherThings;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.reduction.Reduction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;

/**
 * Fits the reduction: on the training set for the evaluation, and on all indexed photos for the index.
 *
 * @param others what an index of few labels learns from besides its photos
 */
public record FitStage(IndexParameters parameters, Progress progress, OtherThings others, Kinds kinds) {

    /** Labels that teach the reduction enough without other things. */
    private static final int ENOUGH_LABELS = 50;

    /** Returns the stage for an index of so many labels. */
    public static FitStage of(
            IndexParameters parameters, Progress progress, OtherThings others, Kinds kinds, int labels) {
        boolean learns = parameters.fit().discriminant() && labels < ENOUGH_LABELS;
        return new FitStage(parameters, progress, learns ? others : OtherThings.NONE, kinds);
    }

    /** Fits the reduction that is evaluated. */
    public FittedReduction trial(Split split) throws Exception {
        return progress.stage("fit", () -> fit(split.training()));
    }

    /**
     * Fits the reduction of the index.
     *
     * @param trial returned as it is where it was fitted on all indexed photos
     */
    public FittedReduction whole(Split split, FittedReduction trial) throws Exception {
        return parameters.heldOut().indexesQueries() ? progress.stage("fit on all", () -> fit(split.indexed())) : trial;
    }

    private FittedReduction fit(Dataset<PhotoRow> photos) {
        return fitter().fit(photos, lessons(photos));
    }

    /** Returns the reduction of fewer photos, with the components of another one. */
    Reduction reduction(Dataset<PhotoRow> photos, Reduction principal) {
        return fitter().discriminant(photos, lessons(photos), principal);
    }

    private List<PhotoRow> lessons(Dataset<PhotoRow> photos) {
        if (others.isEmpty()) {
            return List.of();
        }
        Set<String> indexed = PhotoCounts.by("label", photos).keySet().stream()
                .map(kinds::kindOf)
                .collect(Collectors.toSet());
        return others.lessons(label -> indexed.contains(kinds.kindOf(label)));
    }

    private ReductionFitter fitter() {
        IndexParameters.Fit fit = parameters.fit();
        return new ReductionFitter(
                new ComponentRule(fit.variance(), fit.components()), fit.discriminant() ? fit.shrinkage() : null);
    }
}
