package dev.pomona.indexer.featurise;

/** A photo that is rejected before it is decoded. */
final class RejectedPhotoException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The file has more bytes than a photo. */
    static final String TOO_LARGE = "TOO_LARGE";

    /** No rule gives the photo a label. */
    static final String NO_LABEL = "NO_LABEL";

    private final String reason;

    RejectedPhotoException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
