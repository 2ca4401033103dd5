package dev.pomona.indexer.photos;

import java.io.IOException;
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
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists all files below some folders on the executors, one level of folders after the other, so that the driver holds
 * the folders and never the files. Spark's own {@code binaryFile} source holds every file on the driver, and leaves out
 * empty files without a word, which then would be in no list of rejects.
 */
final class FolderListing {

    /** Deeper trees are taken for a loop of links. */
    private static final int MAX_DEPTH = 64;

    private final JavaSparkContext context;
    private final Broadcast<SerializableConfiguration> hadoop;

    FolderListing(JavaSparkContext context, Configuration configuration) {
        this.context = context;
        this.hadoop = context.broadcast(new SerializableConfiguration(configuration));
    }

    /** The files below these folders, and the folders that could not be read. */
    JavaRDD<ListedEntry> files(List<String> roots) {
        JavaRDD<ListedEntry> files = context.emptyRDD();
        List<ListedEntry> folders = roots.stream()
                .map(root -> new ListedEntry(root, new Path(root).toUri().toString(), 0, true))
                .toList();
        for (int depth = 0; depth < MAX_DEPTH && !folders.isEmpty(); depth++) {
            Broadcast<SerializableConfiguration> sent = hadoop;
            JavaRDD<ListedEntry> level = context.parallelize(folders, Math.min(folders.size(), slices()))
                    .flatMap(folder -> entries(folder, sent.value().value()))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            files = files.union(level.filter(entry -> !entry.folder()));
            folders = level.filter(ListedEntry::folder).collect();
        }
        return files;
    }

    private int slices() {
        return 4 * context.defaultParallelism();
    }

    private static Iterator<ListedEntry> entries(ListedEntry folder, Configuration configuration) {
        Path path = PhotoFile.pathOf(folder.uri());
        List<ListedEntry> entries = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> listing =
                    path.getFileSystem(configuration).listStatusIterator(path);
            while (listing.hasNext()) {
                FileStatus status = listing.next();
                if (!isHidden(status.getPath())) {
                    entries.add(new ListedEntry(
                            status.getPath().toString(),
                            status.getPath().toUri().toString(),
                            status.getLen(),
                            status.isDirectory()));
                }
            }
            return entries.iterator();
        } catch (IOException e) {
            return List.of(new ListedEntry(folder.path(), folder.uri(), ListedEntry.UNREADABLE, false))
                    .iterator();
        }
    }

    /** Files that programs leave behind for themselves, by the convention of Hadoop and Spark. */
    private static boolean isHidden(Path path) {
        return path.getName().startsWith(".") || path.getName().startsWith("_");
    }
}
