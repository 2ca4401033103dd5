package dev.pomona.indexer.photos;

import java.io.Serializable;

/**
 * The use of a photo.
 *
 * @param indexed whether it goes into the index
 * @param query whether it is a query to an index without it
 * @param negative whether it shows no fruit, so that no label is right (out of distribution)
 */
public record Role(boolean indexed, boolean query, boolean negative) implements Serializable {

    /** A photo of the index. */
    public static final Role INDEXED = new Role(true, false, false);

    /** A photo of the evaluation set alone. */
    public static final Role QUERY = new Role(false, true, false);

    /** A photo of the evaluation set that is indexed after the evaluation. */
    public static final Role HELD_OUT = new Role(true, true, false);

    /** A photo of no fruit, a query too. */
    public static final Role NEGATIVE = new Role(false, true, true);
}
