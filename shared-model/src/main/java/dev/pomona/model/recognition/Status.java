package dev.pomona.model.recognition;

/** How an answer is to be taken. */
public enum Status {
    /** The first candidate is right, with the precision that was measured on the evaluation set. */
    RECOGNISED,
    /** The photo looks like something indexed, but the first candidate may be wrong. */
    UNCERTAIN,
    /** The photo looks like nothing in the index. */
    UNKNOWN
}
