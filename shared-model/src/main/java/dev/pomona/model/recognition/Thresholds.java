package dev.pomona.model.recognition;

/**
 * Where answers change their status; measured on the evaluation set when the index is built.
 *
 * @param unknownBelow a photo whose nearest neighbour is less similar than this looks like nothing indexed (cosine)
 * @param recognisedFrom least confidence of an answer that is RECOGNISED
 */
public record Thresholds(double unknownBelow, double recognisedFrom) {

    /** Times that a RECOGNISED answer is as probable as the second: less would be a choice of two. */
    private static final double LEAD = 2;

    /**
     * Returns the status of an answer.
     *
     * @param similarity of the nearest neighbour
     * @param confidence of the first candidate
     * @param second confidence of the second one
     */
    public Status status(double similarity, double confidence, double second) {
        if (similarity < unknownBelow) {
            return Status.UNKNOWN;
        }
        return isRecognised(confidence, second) ? Status.RECOGNISED : Status.UNCERTAIN;
    }

    /** Returns whether the first of some candidates is certain. */
    public boolean isRecognised(double confidence, double second) {
        return confidence >= recognisedFrom && confidence >= LEAD * second;
    }
}
