package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import java.util.List;

/**
 * The answer to a photo.
 *
 * @param status how to take it
 * @param candidates labels, most probable first; never empty
 * @param neighbours the indexed photos that voted, nearest first
 */
public record Recognition(Status status, List<Candidate> candidates, List<Neighbour> neighbours) {

    public Recognition {
        candidates = List.copyOf(candidates);
        neighbours = List.copyOf(neighbours);
    }

    /** The same for a photo that shows nothing: whatever it is like, it is not one of these. */
    public Recognition ofNothing() {
        return new Recognition(
                Status.UNKNOWN,
                candidates.stream().map(Candidate::withoutConfidence).toList(),
                neighbours);
    }

    public Candidate best() {
        return candidates.get(0);
    }
}
