package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists all files below some folders on the executors, so that the driver holds the folders and never the files: one level
 * of folders after the other, but a prefix of a bucket at once, by one task. Spark's own {@code binaryFile} source holds every file on the driver, and silently
 * omits empty files, which then would be missing from the rejects.
 */
final class FolderListing implements AutoCloseable {

    /** Each level is a job of Spark's; what lies deeper is rejected. */
    static final int MAX_DEPTH = 64;

    private final JavaSparkContext context;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final LeftOut leftOut;
    private final List<JavaRDD<ListedEntry>> levels = new ArrayList<>();

    /** @param leftOut which files and folders are left out by their names */
    FolderListing(JavaSparkContext context, Configuration configuration, LeftOut leftOut) {
        this.context = context;
        this.hadoop = context.broadcast(new SerializableConfiguration(configuration));
        this.leftOut = leftOut;
    }

    /** Returns the files below these folders, and whatever could not be listed or read. */
    JavaRDD<ListedEntry> files(List<String> sources) {
        JavaRDD<ListedEntry> files = context.emptyRDD();
        List<ListedEntry> folders = sources.stream()
                .map(path -> source(path, hadoop.value().value()))
                .toList();
        for (int depth = 0; depth < MAX_DEPTH && !folders.isEmpty(); depth++) {
            Broadcast<SerializableConfiguration> sent = hadoop;
            LeftOut counted = leftOut;
            JavaRDD<ListedEntry> level = context.parallelize(folders, Math.min(folders.size(), slices()))
                    .flatMap(folder -> entries(folder, sent.value().value(), counted))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            levels.add(level);
            files = files.union(level.filter(entry -> !entry.leadsOn()));
            folders = level.filter(ListedEntry::leadsOn).collect();
        }
        List<ListedEntry> tooDeep = folders.stream()
                .map(folder -> folder.unusable(
                        FileProblem.UNREADABLE, "More than %d folders inside each other.".formatted(MAX_DEPTH)))
                .toList();
        JavaRDD<ListedEntry> all = files.union(context.parallelize(tooDeep, 1));
        return sources.stream()
                        .anyMatch(path -> store(path, hadoop.value().value()).isFlat())
                ? unambiguous(all)
                : all;
    }

    /**
     * Rejects all but one of the files with the same path: the keys {@code a/b} and {@code a//b} are two objects, of which
     * Hadoop can only read the first.
     */
    private static JavaRDD<ListedEntry> unambiguous(JavaRDD<ListedEntry> files) {
        return files.groupBy(ListedEntry::path).values().flatMap(same -> {
            List<ListedEntry> entries = new ArrayList<>();
            for (ListedEntry entry : same) {
                entries.add(
                        entries.isEmpty()
                                ? entry
                                : entry.unusable(
                                        FileProblem.UNREADABLE, "Two keys are the same path: one has an empty part."));
            }
            return entries.iterator();
        });
    }

    private int slices() {
        return 4 * context.defaultParallelism();
    }

    /** Releases what {@link #files} listed. */
    @Override
    public void close() {
        levels.forEach(JavaRDD::unpersist);
    }

    private static ListedEntry source(String path, Configuration configuration) {
        return ListedEntry.source(path, store(path, configuration).uri(path).toString());
    }

    private static PhotoStore store(String path, Configuration configuration) {
        return PhotoStore.of(new Path(path).toUri(), configuration);
    }

    private static Iterator<ListedEntry> entries(ListedEntry folder, Configuration configuration, LeftOut leftOut)
            throws IOException {
        try {
            return PhotoStore.of(URI.create(folder.uri()), configuration).list(folder, leftOut);
        } catch (FileProblemException e) {
            return List.of(folder.unusable(e.problem(), "The folder cannot be listed: " + e.getMessage()))
                    .iterator();
        }
    }
}
