package dev.pomona.indexer.publish;

import dev.pomona.model.index.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file as a manifest says it is.
 *
 * @param uri where it lies
 * @param bytes its length
 * @param sha256 64 hexadecimal digits
 */
record ExpectedFile(String uri, long bytes, String sha256) implements Serializable {

    /** Whether the file is there, and as it should be. */
    boolean isWhole(Configuration configuration) {
        Path path = new Path(uri);
        try {
            FileSystem files = path.getFileSystem(configuration);
            if (files.getFileStatus(path).getLen() != bytes) {
                return false;
            }
            try (InputStream stream = files.open(path)) {
                return Checksum.of(stream).equals(sha256);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
