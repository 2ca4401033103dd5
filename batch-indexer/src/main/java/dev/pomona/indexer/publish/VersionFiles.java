package dev.pomona.indexer.publish;

import static org.apache.hadoop.fs.Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY;
import static org.apache.hadoop.fs.Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Checksums of a version's files, computed on the executors: no file passes through the driver. */
public final class VersionFiles {

    private final SparkSession spark;
    private final ObjectStore store;
    private final String version;

    public VersionFiles(SparkSession spark, ObjectStore store, String version) {
        this.spark = spark;
        this.store = store;
        this.version = version;
    }

    /**
     * Reads all files that the version has but those of its {@linkplain StagingTable staging table}, and returns them in the
     * order of their paths. What a committer has left beside them is deleted.
     */
    public List<Manifest.IndexFile> written() throws StoreException {
        String folder = IndexLayout.folder(version) + "/";
        List<String> paths = new ArrayList<>();
        for (String key : store.keys(folder).stream().sorted().toList()) {
            String path = key.substring(folder.length());
            if (isOfCommitter(path)) {
                store.delete(key);
            } else if (!path.startsWith(StagingTable.FOLDER)) {
                paths.add(path);
            }
        }
        return read(paths);
    }

    private static boolean isOfCommitter(String path) {
        return Arrays.stream(path.split("/", -1))
                .anyMatch(part -> part.startsWith("__magic") || part.equals("_temporary"));
    }

    /** Reads files and returns how many of them are absent or not as the manifest says. */
    long damaged(List<Manifest.IndexFile> expected) {
        List<Manifest.IndexFile> found =
                read(expected.stream().map(Manifest.IndexFile::path).toList());
        return expected.stream().filter(file -> !found.contains(file)).count();
    }

    private List<Manifest.IndexFile> read(List<String> paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop = context.broadcast(
                new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        String root = store.uri(IndexLayout.folder(version)) + "/";
        return context.parallelize(paths)
                .map(path -> read(path, root + path, hadoop.value().value()))
                .collect();
    }

    /** Returns a file as it is; an absent one has the length -1. */
    private static Manifest.IndexFile read(String path, String uri, Configuration configuration) throws IOException {
        Path file = new Path(uri);
        FileSystem files = file.getFileSystem(configuration);
        try {
            FileStatus status = files.getFileStatus(file);
            try (InputStream stream = FutureIO.awaitFuture(files.openFile(file)
                    .withFileStatus(status)
                    .opt(FS_OPTION_OPENFILE_READ_POLICY, FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
                    .build())) {
                return new Manifest.IndexFile(path, status.getLen(), Checksum.of(stream));
            }
        } catch (FileNotFoundException e) {
            return new Manifest.IndexFile(path, -1, "");
        }
    }
}
