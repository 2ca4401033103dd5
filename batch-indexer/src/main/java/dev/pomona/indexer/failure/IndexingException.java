package dev.pomona.indexer.failure;

/** A run that ends for a reason the operator can act on; the message is one line for them. */
public final class IndexingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;

    public IndexingException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    public IndexingException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
