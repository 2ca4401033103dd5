package dev.pomona.indexer.failure;

import java.util.List;

/** A run that ends for a reason the operator can act on; the message is one line for them. */
public final class IndexingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final List<String> violations;

    public IndexingException(Failure failure, String message) {
        this(failure, message, List.of());
    }

    /** @param violations codes of the checks of the quality gate that failed */
    public IndexingException(Failure failure, String message, List<String> violations) {
        super(message);
        this.failure = failure;
        this.violations = List.copyOf(violations);
    }

    public IndexingException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.violations = List.of();
    }

    public Failure failure() {
        return failure;
    }

    /** Returns the codes of the checks of the quality gate that failed; empty unless it is {@link Failure#WORSE}. */
    public List<String> violations() {
        return violations;
    }
}
