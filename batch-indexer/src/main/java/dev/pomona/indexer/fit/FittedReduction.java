package dev.pomona.indexer.fit;

import dev.pomona.model.reduction.Reduction;
import java.util.List;

/**
 * A reduction and what its fit showed.
 *
 * @param reduction the reduction
 * @param explainedVariance share of the variance that each component explains, kept or not, largest first
 */
public record FittedReduction(Reduction reduction, List<Double> explainedVariance) {

    public FittedReduction {
        explainedVariance = List.copyOf(explainedVariance);
    }
}
