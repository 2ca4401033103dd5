package dev.pomona.model.recognition;

/**
 * Where answers change their status; measured on the evaluation set when the index is built.
 *
 * @param unknownBelow a photo whose nearest neighbour is less similar than this looks like nothing indexed (cosine)
 * @param recognisedFrom least confidence of an answer that is RECOGNISED
 */
public record Thresholds(double unknownBelow, double recognisedFrom) {

    public Status status(double similarity, double confidence) {
        if (similarity < unknownBelow) {
            return Status.UNKNOWN;
        }
        return confidence >= recognisedFrom ? Status.RECOGNISED : Status.UNCERTAIN;
    }
}
