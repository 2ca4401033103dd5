package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;

/**
 * Holds a table that executors have written against the number of photos that belong in it. Checksums say that the files which
 * are there are whole; a file that the storage has lost would only be missing.
 */
final class AllPhotos {

    private AllPhotos() {}

    /**
     * Requires that all photos are in a table.
     *
     * @throws IndexingException {@link Failure#STORAGE_UNAVAILABLE} if not: another run may succeed
     */
    static void require(String table, long expected, long found) {
        if (found != expected) {
            throw new IndexingException(
                    Failure.STORAGE_UNAVAILABLE,
                    "%d photos were written to %s, and %d are there: the storage has lost or doubled files; run it again"
                            .formatted(expected, table, found));
        }
    }
}
