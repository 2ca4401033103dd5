package dev.pomona.indexer.fit;

import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.reduction.Reduction;
import java.util.List;

/**
 * What is fitted on the photos of an index.
 *
 * @param reduction from features to vectors
 * @param explainedVariance share of the variance that each component explains, kept or not, largest first
 * @param projection in which the classifier was fitted
 * @param classifier of the kinds
 */
public record FittedModel(
        Reduction reduction, List<Double> explainedVariance, RootProjection projection, KindClassifier classifier) {

    public FittedModel {
        explainedVariance = List.copyOf(explainedVariance);
    }
}
