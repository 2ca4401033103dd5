package dev.pomona.indexer.featurise;

/** A photo that cannot be used: a stable reason and an explanation, as they stand in the rejects of the index. */
final class RejectedPhotoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RejectedPhotoException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
