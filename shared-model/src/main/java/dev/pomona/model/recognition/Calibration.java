package dev.pomona.model.recognition;

/**
 * The probability that a label is right, by its score: a logistic function of the similarity of its nearest photo
 * and of its margin over the other labels, fitted on photos held out of the index (Platt, "Probabilistic outputs for
 * support vector machines", 1999).
 */
public record Calibration(double intercept, double similarityWeight, double marginWeight) {

    /** Probability that this label is right, 0 to 1. */
    public double confidence(LabelScore score) {
        double logit = intercept + similarityWeight * score.nearest().similarity() + marginWeight * score.margin();
        return 1 / (1 + Math.exp(-logit));
    }
}
