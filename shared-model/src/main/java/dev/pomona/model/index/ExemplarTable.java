package dev.pomona.model.index;

/**
 * The table of exemplars: small pictures of what each label looks like. One file, sorted by position and label, so that a
 * reader with room for some of the pictures has the first one of every label before the second of any.
 */
public final class ExemplarTable {

    public static final String LABEL = "label";

    /** Number of the exemplar among those of its label, from 0, the most typical first. */
    public static final String POSITION = "position";

    /** Name of the photo in the index that the picture is a copy of: its source has to be credited. */
    public static final String PHOTO = "photo";

    /** The picture: a baseline JPEG, upright, without metadata. */
    public static final String JPEG = "jpeg";

    /** Longest side of a picture, in pixels. */
    public static final int SIDE = 160;

    /** Most bytes of a picture. Writers compress until it fits; readers leave out one that does not. */
    public static final int MAX_BYTES = 16_384;

    private ExemplarTable() {}
}
