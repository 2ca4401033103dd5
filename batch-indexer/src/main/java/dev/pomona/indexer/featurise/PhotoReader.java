package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoRow;
import java.io.IOException;

/** Reads the files of photos, in any thread. */
interface PhotoReader {

    /** Returns whether the photo is to be read, and from a remote storage. */
    boolean readsRemotely(PhotoRow photo);

    /**
     * Reads all bytes of a photo's file.
     *
     * @throws RejectedPhotoException if it is a reject already, has no label, is too long, absent or unreadable
     * @throws IOException if the task was interrupted
     * @throws dev.pomona.indexer.failure.IndexingException if its storage fails, also when tried again
     */
    byte[] read(PhotoRow photo) throws RejectedPhotoException, IOException;
}
