package dev.pomona.indexer.failure;

/** Why a run ended without a new current version. The exit codes are stable: schedulers act on them. */
public enum Failure {
    /** An option is out of range or contradicts another, or a named folder or file does not exist. */
    UNUSABLE_REQUEST(3),
    /** There are no files. */
    NO_PHOTOS(10),
    /** The usable photos have one label, or none. */
    ONE_LABEL(11),
    /** There are no more usable photos than components to keep. */
    TOO_FEW_PHOTOS(12),
    /** More files than allowed are rejects. */
    TOO_MANY_REJECTS(13),
    /** A file may not be read or written. */
    NO_PERMISSION(14),
    /** The disk is full. */
    DISK_FULL(15),
    /** Another run is at work on the same index. */
    BUSY(16),
    /** The quality gate does not let a new version replace the current one. */
    WORSE(17),
    /** Photos or the index could not be reached, also when tried again; the same run may succeed later. */
    STORAGE_UNAVAILABLE(18),
    /** An operator cancelled the run. */
    CANCELLED(19),
    /** The fault is the program's own; its log has the stack trace. */
    INTERNAL(70);

    private final int exitCode;

    Failure(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
