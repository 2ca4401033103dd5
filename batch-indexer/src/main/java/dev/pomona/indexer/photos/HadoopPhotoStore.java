package dev.pomona.indexer.photos;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;

/**
 * Photos in a file system that Hadoop knows, such as HDFS. Only an absent file is a reject: that access is denied is a
 * matter of credentials, which may run out within a run, and not of one file.
 */
final class HadoopPhotoStore implements PhotoStore {

    private final Configuration configuration;

    HadoopPhotoStore(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Iterator<ListedEntry> list(ListedEntry folder, LeftOut leftOut) throws IOException {
        List<ListedEntry> entries = new ArrayList<>();
        long left = 0;
        Path path = new Path(URI.create(folder.uri()));
        try {
            FileSystem files = path.getFileSystem(configuration);
            RemoteIterator<FileStatus> listing = files.listStatusIterator(path);
            while (listing.hasNext()) {
                FileStatus status = listing.next();
                if (leftOut.has(status.getPath().getName())) {
                    left += status.isDirectory()
                            ? files.getContentSummary(status.getPath()).getFileCount()
                            : 1;
                } else {
                    entries.add(entry(folder, status));
                }
            }
        } catch (IOException e) {
            throw classified(e);
        }
        leftOut.add(left);
        return entries.iterator();
    }

    private static ListedEntry entry(ListedEntry folder, FileStatus status) {
        String path = status.getPath().toString();
        String uri = status.getPath().toUri().toString();
        return status.isDirectory() ? folder.folder(path, uri) : folder.file(path, uri, status.getLen());
    }

    @Override
    public byte[] read(URI photo, long length) throws IOException {
        Path path = new Path(photo);
        try (InputStream stream = path.getFileSystem(configuration).open(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw classified(e);
        }
    }

    private static IOException classified(IOException e) {
        if (e instanceof FileNotFoundException) {
            return new FileProblemException(FileProblem.UNREADABLE, e.toString());
        }
        if (e instanceof AccessDeniedException || e instanceof AccessControlException) {
            throw new IndexingException(Failure.NO_PERMISSION, "no permission: " + e.getMessage(), e);
        }
        return e;
    }
}
