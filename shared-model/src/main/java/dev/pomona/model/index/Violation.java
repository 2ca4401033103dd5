package dev.pomona.model.index;

/**
 * A check of the quality gate that a version failed.
 *
 * @param code which check
 * @param detail what was found, in one line
 * @param allowed whether the operator waived the check, so that the version may become current all the same
 */
public record Violation(Code code, String detail, boolean allowed) {

    /** The checks of the quality gate. The names are stable: operators waive checks by them. */
    public enum Code {
        /** Labels of the current version are not indexed. */
        LOST_LABELS,
        /** Far fewer photos are indexed than in the current version. */
        LOST_PHOTOS,
        /** Fewer held-out photos are recognised than by the current version. */
        LESS_ACCURATE,
        /** Nothing was held out, but the current version was evaluated. */
        NOT_MEASURED,
        /** The current version cannot be read, so nothing can be compared with it. */
        UNREADABLE_CURRENT
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }
}
