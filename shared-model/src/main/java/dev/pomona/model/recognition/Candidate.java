package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;

/**
 * A label, or a group of labels, that some of the nearest neighbours have.
 *
 * @param label the label, or the name of the group
 * @param confidence calibrated probability that it is right, 0 to 1
 * @param nearest the most similar indexed photo of this label
 */
public record Candidate(String label, double confidence, Neighbour nearest) {

    /** The same with a confidence of zero. */
    public Candidate withoutConfidence() {
        return new Candidate(label, 0, nearest);
    }

    Candidate atLeast(double least) {
        return confidence >= least ? this : new Candidate(label, least, nearest);
    }
}
