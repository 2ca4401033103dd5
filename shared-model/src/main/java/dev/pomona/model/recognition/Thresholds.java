package dev.pomona.model.recognition;

/**
 * Where answers change their status; measured on held-out photos when the index is made.
 *
 * @param unknownBelow a photo whose nearest neighbour is less similar than this looks like nothing indexed (cosine)
 * @param recognisedFrom least confidence of an answer that is given without reservation
 */
public record Thresholds(double unknownBelow, double recognisedFrom) {

    public Status status(double similarity, double confidence) {
        if (similarity < unknownBelow) {
            return Status.UNKNOWN;
        }
        return confidence >= recognisedFrom ? Status.RECOGNISED : Status.UNCERTAIN;
    }
}
