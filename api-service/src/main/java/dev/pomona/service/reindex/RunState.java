package dev.pomona.service.reindex;

/** Where a run stands. */
enum RunState {
    /** Asked for; its launcher has not begun, or waits for capacity. */
    QUEUED,
    /** Its program starts, and has not said anything yet. */
    STARTING,
    RUNNING,
    /** Its version is current. */
    SUCCEEDED,
    /** Its version is kept, but the quality gate does not let it become current. */
    REFUSED,
    FAILED,
    CANCELLED,
    /** It ended without a word: neither its heartbeat nor its launcher knows of it. */
    LOST;

    boolean isFinal() {
        return this != QUEUED && this != STARTING && this != RUNNING;
    }
}
