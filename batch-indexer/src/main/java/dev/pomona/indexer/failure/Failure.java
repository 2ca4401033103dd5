package dev.pomona.indexer.failure;

/** Why a run ended without a new current version. The exit codes are stable: schedulers act on them. */
public enum Failure {
    /** What was asked for makes no sense, or a named folder is not there. */
    UNUSABLE_REQUEST(3),
    /** There is not a single file. */
    NO_PHOTOS(10),
    /** The usable photos have one label, or none. */
    ONE_LABEL(11),
    /** There are fewer usable photos than components were asked for. */
    TOO_FEW_PHOTOS(12),
    /** More files than allowed could not be used. */
    TOO_MANY_REJECTS(13),
    /** Something may not be read or written. */
    NO_PERMISSION(14),
    /** There is no room left to write. */
    DISK_FULL(15),
    /** Another run is at work on the same index. */
    BUSY(16),
    /** The quality gate does not let a new version replace the current one. */
    WORSE(17);

    private final int exitCode;

    Failure(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
