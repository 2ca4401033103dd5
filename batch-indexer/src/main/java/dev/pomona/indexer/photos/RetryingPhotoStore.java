package dev.pomona.indexer.photos;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries what may pass, with back-off. What lasts is an {@link IndexingException}, which fails the task and with it the
 * run: an index that lacks the photos of ten bad minutes would look like a good one. Not for buckets, whose connector
 * retries on its own.
 */
final class RetryingPhotoStore implements PhotoStore {

    private static final Logger log = LoggerFactory.getLogger(RetryingPhotoStore.class);

    /** Pauses before the second attempt and each further one. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4));

    private final PhotoStore store;
    private final List<Duration> pauses;

    RetryingPhotoStore(PhotoStore store) {
        this(store, PAUSES);
    }

    RetryingPhotoStore(PhotoStore store, List<Duration> pauses) {
        this.store = store;
        this.pauses = List.copyOf(pauses);
    }

    /** A read from a storage. */
    @FunctionalInterface
    private interface Read<T> {
        T run() throws IOException;
    }

    @Override
    public boolean isRemote() {
        return store.isRemote();
    }

    @Override
    public boolean isFlat() {
        return store.isFlat();
    }

    @Override
    public String realPath(String path) throws IOException {
        return store.realPath(path);
    }

    @Override
    public URI uri(String path) {
        return store.uri(path);
    }

    @Override
    public Iterator<ListedEntry> list(ListedEntry folder, LeftOut leftOut) throws IOException {
        return retry(folder.path(), () -> store.list(folder, leftOut));
    }

    @Override
    public byte[] read(URI photo, long length) throws IOException {
        return retry(photo.toString(), () -> store.read(photo, length));
    }

    private <T> T retry(String what, Read<T> read) throws IOException {
        for (int failed = 0; ; failed++) {
            try {
                return read.run();
            } catch (FileProblemException e) {
                throw e;
            } catch (IOException e) {
                if (failed == pauses.size()) {
                    throw new IndexingException(
                            Failure.STORAGE_UNAVAILABLE,
                            "%s could not be read in %d attempts: %s".formatted(what, failed + 1, e),
                            e);
                }
                log.debug("{} could not be read and is tried again: {}", what, e.toString());
                pause(pauses.get(failed));
            }
        }
    }

    private static void pause(Duration length) throws IOException {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two attempts to read");
        }
    }
}
