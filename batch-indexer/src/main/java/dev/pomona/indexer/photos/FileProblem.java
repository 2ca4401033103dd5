package dev.pomona.indexer.photos;

/** What can be wrong with a file or folder before it is opened: the reason of a reject. */
public enum FileProblem {

    /** It cannot be read, or not even looked at. */
    UNREADABLE,

    /** Its bucket did not return it in any attempt, for lack of time or of capacity. */
    UNAVAILABLE,

    /** It is neither a file nor a folder but a pipe, a socket or a device. Reading one might never end. */
    NOT_A_FILE,

    /** It is a link to a folder that contains the link. */
    LINK_LOOP,

    /** Its name is not UTF-8, so that no name or label follows from it. */
    NAME_NOT_TEXT
}
