package dev.pomona.model.recognition;

/** How an answer is to be taken. */
public enum Status {
    /** The first candidate is right, as far as held-out photos tell. */
    RECOGNISED,
    /** The photo looks like something indexed, but the first candidate may be wrong. */
    UNCERTAIN,
    /** The photo looks like nothing in the index. */
    UNKNOWN
}
