package dev.pomona.model.recognition;

/**
 * Where answers change their status; measured on the evaluation set when the index is built. The unit of familiarity is that
 * of {@link KindScores#familiarity}; where an index has no classifier, it is the cosine similarity of the nearest photo.
 *
 * @param unknownBelow a photo that is less familiar looks like nothing indexed
 * @param familiarFrom least familiarity of an answer that is RECOGNISED
 * @param recognisedFrom least confidence of a label that is RECOGNISED
 * @param kindRecognisedFrom least confidence of a kind that is RECOGNISED
 */
public record Thresholds(double unknownBelow, double familiarFrom, double recognisedFrom, double kindRecognisedFrom) {

    /** Times that a RECOGNISED answer is as probable as the second: less would be a choice of two. */
    private static final double LEAD = 2;

    /** Thresholds that are the same for labels and kinds, and for known and recognised. */
    public Thresholds(double unknownBelow, double recognisedFrom) {
        this(unknownBelow, unknownBelow, recognisedFrom, recognisedFrom);
    }

    /**
     * Returns the status of a label.
     *
     * @param familiarity of the photo
     * @param confidence of the first candidate
     * @param second confidence of the second one
     */
    public Status status(double familiarity, double confidence, double second) {
        return status(familiarity, confidence, second, recognisedFrom);
    }

    /** Returns the status of a kind, whatever the variety; the arguments are those of the kinds. */
    public Status kindStatus(double familiarity, double confidence, double second) {
        return status(familiarity, confidence, second, kindRecognisedFrom);
    }

    private Status status(double familiarity, double confidence, double second, double least) {
        if (familiarity < unknownBelow) {
            return Status.UNKNOWN;
        }
        return familiarity >= familiarFrom && confidence >= least && leads(confidence, second)
                ? Status.RECOGNISED
                : Status.UNCERTAIN;
    }

    /** Returns whether the first candidate is far enough from the second to be more than a choice of two. */
    public static boolean leads(double confidence, double second) {
        return confidence >= LEAD * second;
    }
}
