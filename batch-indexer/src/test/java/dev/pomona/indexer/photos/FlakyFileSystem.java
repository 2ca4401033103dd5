package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code flaky}, the next so many accesses to which time out. */
public final class FlakyFileSystem extends RawLocalFileSystem {

    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** Makes so many accesses fail from now on. */
    public static void failing(int times) {
        FAILURES.set(times);
    }

    /** Makes the scheme known. */
    public static Configuration configure(Configuration configuration) {
        configuration.set("fs.flaky.impl", FlakyFileSystem.class.getName());
        configuration.setBoolean("fs.flaky.impl.disable.cache", true);
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create("flaky:///");
    }

    @Override
    public String getScheme() {
        return "flaky";
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        mayFail();
        return super.open(file, bufferSize);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        mayFail();
        return super.listStatus(folder);
    }

    private static void mayFail() throws IOException {
        if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SocketTimeoutException("Read timed out");
        }
    }
}
