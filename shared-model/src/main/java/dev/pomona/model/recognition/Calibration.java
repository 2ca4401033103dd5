package dev.pomona.model.recognition;

import java.util.List;

/**
 * The probability that a label is right, by its score: a logistic function of the similarity of its nearest photo
 * and of its margin over the other labels, fitted on photos held out of the index (Platt, "Probabilistic outputs for
 * support vector machines", 1999).
 */
public record Calibration(double intercept, double similarityWeight, double marginWeight) {

    /** Most that the labels of a photo have together: just below one, which rounding would pass. */
    private static final double WHOLE = 1 - 1e-9;

    /** Probability that this label is right, 0 to 1, estimated without regard to the other labels. */
    public double confidence(LabelScore score) {
        double logit = intercept + similarityWeight * score.nearest().similarity() + marginWeight * score.margin();
        return 1 / (1 + Math.exp(-logit));
    }

    /**
     * Returns the labels of a photo as candidates, most probable first. Only one of them can be right, so their confidences
     * are shares of one: where they add up to more, all are reduced in proportion.
     */
    public List<Candidate> candidates(List<LabelScore> scores) {
        double together = scores.stream().mapToDouble(this::confidence).sum();
        double share = together > WHOLE ? WHOLE / together : 1;
        return scores.stream()
                .map(score -> new Candidate(score.label(), share * confidence(score), score.nearest()))
                .sorted(Candidate.MOST_PROBABLE_FIRST)
                .toList();
    }
}
