package dev.pomona.indexer.featurise;

import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.FileProblem;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.UnavailablePhotos;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The photos of one partition and their bytes, in order. Photos in a remote storage are read several at a time ahead of
 * their use, so that the network never waits for the storage: where a request takes 30 ms, 16 threads read 500 photos/s.
 * Other photos are read when they are wanted. For one thread; {@link #close} ends all reads.
 */
final class ReadAhead implements Iterator<ReadAhead.PhotoRead>, AutoCloseable {

    /** Photos that are read ahead, each by a thread. */
    static final int MOST_PHOTOS = 16;

    /** Bytes that are read ahead, unless a single photo has more. */
    static final long MOST_BYTES = 32 << 20;

    /** Longest wait for a photo, attempts included. */
    static final Duration MOST_TIME = Duration.ofMinutes(2);

    private final Iterator<PhotoRow> photos;
    private final PhotoReader reader;
    private final Duration mostTime;
    private final Queue<PhotoRead> reads = new ArrayDeque<>();
    private final UnavailablePhotos unavailable = new UnavailablePhotos();

    /** Starts its threads with the first photos that are read ahead. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_PHOTOS, MOST_PHOTOS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReadAhead::thread);

    /** The next photo, where there is no room for its bytes yet. */
    private @Nullable PhotoRow waiting;

    private long bytesAhead;

    ReadAhead(Iterator<PhotoRow> photos, PhotoReader reader) {
        this(photos, reader, MOST_TIME);
    }

    ReadAhead(Iterator<PhotoRow> photos, PhotoReader reader, Duration mostTime) {
        this.photos = photos;
        this.reader = reader;
        this.mostTime = mostTime;
    }

    /** Returns the photos of the running task's partition; its end, however it comes, ends all reads. */
    static ReadAhead ofTask(Iterator<PhotoRow> photos, PhotoReader reader) {
        ReadAhead ahead = new ReadAhead(photos, reader);
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> ahead.close());
        return ahead;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "photo-reader");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean hasNext() {
        return !reads.isEmpty() || waiting != null || photos.hasNext();
    }

    @Override
    public PhotoRead next() {
        startReads();
        PhotoRead read = reads.poll();
        if (read == null) {
            throw new NoSuchElementException();
        }
        bytesAhead -= read.bytesAhead();
        return read;
    }

    private void startReads() {
        while (reads.size() < MOST_PHOTOS && (waiting != null || photos.hasNext())) {
            PhotoRow photo = waiting != null ? waiting : photos.next();
            PhotoRead read = new PhotoRead(photo);
            if (bytesAhead > 0 && bytesAhead + read.bytesAhead() > MOST_BYTES) {
                waiting = photo;
                return;
            }
            waiting = null;
            bytesAhead += read.bytesAhead();
            if (read.ahead) {
                threads.execute(read.bytes);
            }
            reads.add(read);
        }
    }

    /** Ends all reads; their bytes are lost. */
    @Override
    public void close() {
        threads.shutdownNow();
        reads.clear();
    }

    /** A photo whose bytes may still be on their way. */
    final class PhotoRead {

        private final PhotoRow photo;
        private final boolean ahead;
        private final FutureTask<byte[]> bytes;

        private PhotoRead(PhotoRow photo) {
            this.photo = photo;
            this.ahead = reader.readsRemotely(photo);
            this.bytes = new FutureTask<>(() -> reader.read(photo));
        }

        PhotoRow photo() {
            return photo;
        }

        private long bytesAhead() {
            return ahead ? photo.getLength() : 0;
        }

        /**
         * Returns all bytes of the photo's file, and waits for them.
         *
         * @throws RejectedPhotoException as {@link PhotoReader#read}, and if they do not come in time
         * @throws IOException as {@link PhotoReader#read}
         * @throws IndexingException as {@link PhotoReader#read}, and if too many photos in a row are not returned
         */
        byte[] bytes() throws RejectedPhotoException, IOException {
            try {
                if (!ahead) {
                    bytes.run();
                }
                byte[] read = bytes.get(mostTime.toMillis(), TimeUnit.MILLISECONDS);
                unavailable.end();
                return read;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a photo was read");
            } catch (TimeoutException e) {
                bytes.cancel(true);
                throw counted(new RejectedPhotoException(
                        FileProblem.UNAVAILABLE.name(), "It was not read within %s.".formatted(mostTime)));
            } catch (ExecutionException e) {
                throw thrown(e.getCause());
            }
        }
    }

    /** Throws what a read threw, as if this thread had read. */
    private RejectedPhotoException thrown(@Nullable Throwable cause) throws IOException {
        if (cause instanceof RejectedPhotoException rejected) {
            return counted(rejected);
        }
        if (cause instanceof IOException failed) {
            throw failed;
        }
        if (cause instanceof RuntimeException failed) {
            throw failed;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private RejectedPhotoException counted(RejectedPhotoException rejected) {
        if (rejected.reason().equals(FileProblem.UNAVAILABLE.name())) {
            unavailable.add(rejected);
        }
        return rejected;
    }
}
