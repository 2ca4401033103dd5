package dev.pomona.model.recognition;

/** How an answer is to be taken, the most certain first. */
public enum Status {
    /** The first candidate is right, with the precision that was measured on the evaluation set. */
    RECOGNISED,
    /** The photo looks like something indexed, but the first candidate may be wrong. */
    UNCERTAIN,
    /** The photo looks like nothing in the index. */
    UNKNOWN;

    /** Returns the less certain one of the two. */
    public Status atBest(Status limit) {
        return compareTo(limit) >= 0 ? this : limit;
    }
}
