package dev.pomona.model.photo;

/** What can be wrong with a picture. The names are stable: they appear in the rejects of an index and in HTTP problems. */
public enum PhotoProblem {
    /** There are no bytes at all. */
    EMPTY,
    /** The first bytes are not those of a JPEG, PNG or WebP file. */
    UNSUPPORTED_FORMAT,
    /** The picture claims more pixels than allowed; it was not decoded. */
    TOO_MANY_PIXELS,
    /** A side is shorter than allowed. */
    TOO_SMALL,
    /** The file ends before the picture does. */
    TRUNCATED,
    /** Decoding takes longer than allowed, or would by what its header says. */
    TOO_COMPLEX,
    /** The file starts like a picture but cannot be decoded. */
    BROKEN
}
