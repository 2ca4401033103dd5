package dev.pomona.indexer.photos;

import java.io.Serializable;

/**
 * What a photo is for.
 *
 * @param indexed whether it goes into the index
 * @param asked whether it is asked of an index without it
 * @param negative whether it shows no fruit, so that no label is right
 */
public record Role(boolean indexed, boolean asked, boolean negative) implements Serializable {

    /** A photo of the index. */
    public static final Role INDEXED = new Role(true, false, false);

    /** A photo that is only asked. */
    public static final Role ASKED = new Role(false, true, false);

    /** A photo of something else, to be asked. */
    public static final Role NEGATIVE = new Role(false, true, true);
}
