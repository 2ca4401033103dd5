package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists all files below some folders on the executors, one level of folders after the other, so that the driver holds
 * the folders and never the files. Spark's own {@code binaryFile} source holds every file on the driver, and leaves out
 * empty files without a word, which then would be in no list of rejects.
 */
final class FolderListing {

    /** Each level is a job of Spark's; what lies deeper is rejected. */
    static final int MAX_DEPTH = 64;

    private final JavaSparkContext context;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final LongAccumulator hidden;

    /** @param hidden counts files and folders that are left out because they are hidden */
    FolderListing(JavaSparkContext context, Configuration configuration, LongAccumulator hidden) {
        this.context = context;
        this.hadoop = context.broadcast(new SerializableConfiguration(configuration));
        this.hidden = hidden;
    }

    /** The files below these folders, and whatever could not be listed or read. */
    JavaRDD<ListedEntry> files(List<String> roots) {
        JavaRDD<ListedEntry> files = context.emptyRDD();
        List<ListedEntry> folders = roots.stream().map(FolderListing::root).toList();
        for (int depth = 0; depth < MAX_DEPTH && !folders.isEmpty(); depth++) {
            Broadcast<SerializableConfiguration> sent = hadoop;
            LongAccumulator counted = hidden;
            JavaRDD<ListedEntry> level = context.parallelize(folders, Math.min(folders.size(), slices()))
                    .flatMap(folder -> entries(folder, sent.value().value(), counted))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            files = files.union(level.filter(entry -> !entry.leadsOn()));
            folders = level.filter(ListedEntry::leadsOn).collect();
        }
        List<ListedEntry> tooDeep = folders.stream()
                .map(folder -> folder.unusable(
                        FileProblem.UNREADABLE, "More than %d folders inside each other.".formatted(MAX_DEPTH)))
                .toList();
        return files.union(context.parallelize(tooDeep, 1));
    }

    private int slices() {
        return 4 * context.defaultParallelism();
    }

    private static ListedEntry root(String path) {
        URI uri = new Path(path).toUri();
        return LocalFolder.holds(uri) ? LocalFolder.root(path) : ListedEntry.folder(path, uri.toString());
    }

    private static Iterator<ListedEntry> entries(
            ListedEntry folder, Configuration configuration, LongAccumulator hidden) {
        URI uri = URI.create(folder.uri());
        try {
            return (LocalFolder.holds(uri)
                            ? new LocalFolder(uri).entries(hidden)
                            : stored(new Path(uri), configuration, hidden))
                    .iterator();
        } catch (IOException e) {
            ListedEntry unreadable =
                    folder.unusable(FileProblem.UNREADABLE, "The folder cannot be listed: " + e.getMessage());
            return List.of(unreadable).iterator();
        }
    }

    /** What lies below a prefix of a bucket, or in a folder of another file system that Hadoop knows. */
    private static List<ListedEntry> stored(Path folder, Configuration configuration, LongAccumulator hidden)
            throws IOException {
        List<ListedEntry> entries = new ArrayList<>();
        RemoteIterator<FileStatus> listing = folder.getFileSystem(configuration).listStatusIterator(folder);
        while (listing.hasNext()) {
            FileStatus status = listing.next();
            String path = status.getPath().toString();
            String uri = status.getPath().toUri().toString();
            if (ListedEntry.isHidden(status.getPath().getName())) {
                hidden.add(1);
            } else {
                entries.add(
                        status.isDirectory()
                                ? ListedEntry.folder(path, uri)
                                : ListedEntry.file(path, uri, status.getLen()));
            }
        }
        return entries;
    }
}
