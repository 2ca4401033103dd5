package dev.pomona.model.recognition;

import org.jspecify.annotations.Nullable;

/**
 * Where answers change their status; measured on the evaluation set when the index is built.
 *
 * @param unknownBelow a photo whose nearest neighbour is less similar than this looks like nothing indexed (cosine)
 * @param recognisedFrom least confidence of a label that is RECOGNISED
 * @param kindRecognisedFrom least confidence of a kind that is RECOGNISED; null where it was not measured apart
 */
public record Thresholds(
        double unknownBelow,
        double recognisedFrom,
        @Nullable Double kindRecognisedFrom) {

    /** Times that a RECOGNISED answer is as probable as the second: less would be a choice of two. */
    private static final double LEAD = 2;

    /** Thresholds of which the one of kinds was not measured apart. */
    public Thresholds(double unknownBelow, double recognisedFrom) {
        this(unknownBelow, recognisedFrom, null);
    }

    /**
     * Returns the status of an answer.
     *
     * @param similarity of the nearest neighbour
     * @param confidence of the first candidate
     * @param second confidence of the second one
     */
    public Status status(double similarity, double confidence, double second) {
        return status(similarity, confidence, second, recognisedFrom);
    }

    /** Returns the status of the kind of an answer, whatever the variety; the arguments are those of the kinds. */
    public Status kindStatus(double similarity, double confidence, double second) {
        return status(similarity, confidence, second, kindRecognisedFrom == null ? recognisedFrom : kindRecognisedFrom);
    }

    private Status status(double similarity, double confidence, double second, double least) {
        if (similarity < unknownBelow) {
            return Status.UNKNOWN;
        }
        return confidence >= least && leads(confidence, second) ? Status.RECOGNISED : Status.UNCERTAIN;
    }

    /** Returns whether the first candidate is far enough from the second to be more than a choice of two. */
    public static boolean leads(double confidence, double second) {
        return confidence >= LEAD * second;
    }
}
