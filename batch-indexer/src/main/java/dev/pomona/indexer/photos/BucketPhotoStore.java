package dev.pomona.indexer.photos;

import static org.apache.hadoop.fs.Options.OpenFileOptions.FS_OPTION_OPENFILE_LENGTH;
import static org.apache.hadoop.fs.Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY;
import static org.apache.hadoop.fs.Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import dev.pomona.indexer.failure.IndexingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * Photos below a prefix of a bucket in S3. A listing is one request for 1,000 keys, a read one request. Hadoop's connector
 * retries both with back-off and in bounded time, so that what reaches this class has failed for good. Denied access is a
 * matter of credentials, which may run out within a run, and ends the run; an object that is absent, or that the bucket did
 * not return in any attempt, is a reject.
 */
final class BucketPhotoStore implements PhotoStore {

    /** Attempts to read a body that arrives short: the connector takes its early end for the object's. */
    private static final int ATTEMPTS = 3;

    private final Configuration configuration;

    BucketPhotoStore(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isFlat() {
        return true;
    }

    /** Both schemes name the same bucket. */
    @Override
    public String realPath(String path) {
        return path.replaceFirst("^s3:", "s3a:");
    }

    @Override
    public Iterator<ListedEntry> list(ListedEntry source, LeftOut leftOut) throws IOException {
        Path path = new Path(URI.create(source.uri()));
        try {
            return new KeyListing(source, path.getFileSystem(configuration).listFiles(path, true), leftOut);
        } catch (IOException e) {
            throw lasting(source.path(), e);
        }
    }

    @Override
    public byte[] read(URI photo, long length) throws IOException {
        Path path = new Path(photo);
        try {
            for (int attempt = 1; ; attempt++) {
                byte[] bytes = new byte[Math.toIntExact(length)];
                int arrived = read(path, bytes);
                if (arrived == length) {
                    return bytes;
                }
                if (attempt == ATTEMPTS) {
                    throw new FileProblemException(
                            FileProblem.UNAVAILABLE, "%d of %d bytes arrived.".formatted(arrived, length));
                }
            }
        } catch (IOException e) {
            throw classified(photo, e);
        }
    }

    /** Reads with one GET: the length spares the HEAD, and the policy a second GET for a large object. */
    private int read(Path path, byte[] bytes) throws IOException {
        try (InputStream stream = FutureIO.awaitFuture(path.getFileSystem(configuration)
                .openFile(path)
                .opt(FS_OPTION_OPENFILE_READ_POLICY, FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
                .opt(FS_OPTION_OPENFILE_LENGTH, String.valueOf(bytes.length))
                .build())) {
            return stream.readNBytes(bytes, 0, bytes.length);
        }
    }

    private static IOException classified(URI photo, IOException e) {
        if (e instanceof FileProblemException || isInterruption(e)) {
            return e;
        }
        if (e instanceof FileNotFoundException) {
            return new FileProblemException(FileProblem.UNREADABLE, e.toString());
        }
        IndexingException lasting = lasting(photo.toString(), e);
        if (lasting.failure() == Failure.STORAGE_UNAVAILABLE) {
            return new FileProblemException(FileProblem.UNAVAILABLE, e.toString());
        }
        throw lasting;
    }

    /** Time-outs are interruptions by their type, but not by their meaning. */
    private static boolean isInterruption(IOException e) {
        return e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
    }

    /** Returns the failure of the run that an error means which is not about one object. */
    static IndexingException lasting(String what, IOException e) {
        FailureMapper.MappedFailure mapped = FailureMapper.map(e);
        return mapped.failure() == Failure.INTERNAL
                ? new IndexingException(Failure.STORAGE_UNAVAILABLE, "%s could not be read: %s".formatted(what, e), e)
                : new IndexingException(mapped.failure(), mapped.message(), e);
    }
}
