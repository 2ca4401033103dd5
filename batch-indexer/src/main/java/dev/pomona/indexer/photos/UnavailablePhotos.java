package dev.pomona.indexer.photos;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;

/** Counts the photos in a row that the storage does not return. For one thread. */
public final class UnavailablePhotos {

    /** So many in a row: then it is the storage that is away, and not these photos. */
    public static final int MOST = 8;

    private int inARow;

    /** Notes that a photo was read. */
    public void end() {
        inARow = 0;
    }

    /**
     * Notes that a photo was not read.
     *
     * @param cause why not
     * @throws IndexingException {@link Failure#STORAGE_UNAVAILABLE} if it is one too many
     */
    public void add(Exception cause) {
        inARow++;
        if (inARow >= MOST) {
            throw new IndexingException(
                    Failure.STORAGE_UNAVAILABLE,
                    "%d photos in a row could not be read: %s".formatted(inARow, cause.getMessage()),
                    cause);
        }
    }
}
