package dev.pomona.indexer;

/** The photos given do not make an index; the message says why, in one line for the operator. */
public final class UnusablePhotosException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusablePhotosException(String message) {
        super(message);
    }
}
