package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import java.util.Comparator;
import java.util.List;

/**
 * A label, or a group of labels, that some of the nearest neighbours have.
 *
 * @param label the label, or the name of the group
 * @param confidence calibrated probability that it is right, 0 to 1; those of all candidates add up to one at most
 * @param nearest the most similar indexed photo of this label
 */
public record Candidate(String label, double confidence, Neighbour nearest) {

    static final Comparator<Candidate> MOST_PROBABLE_FIRST =
            Comparator.comparingDouble(Candidate::confidence).reversed();

    /** Returns the confidence of the second candidate; 0 if there is one only. */
    public static double second(List<Candidate> candidates) {
        return candidates.size() > 1 ? candidates.get(1).confidence() : 0;
    }

    Candidate withConfidence(double newConfidence) {
        return new Candidate(label, newConfidence, nearest);
    }

    /** The group of these two. */
    Candidate and(Candidate other) {
        Neighbour nearer = nearest.similarity() >= other.nearest.similarity() ? nearest : other.nearest;
        return new Candidate(label, confidence + other.confidence, nearer);
    }

    Candidate named(String group) {
        return new Candidate(group, confidence, nearest);
    }
}
