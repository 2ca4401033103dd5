package dev.pomona.indexer.publish;

import dev.pomona.model.store.ObjectStore;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;

/** Options for tables whose files are those of an index and nothing else. */
final class TableFiles {

    private TableFiles() {}

    /**
     * Returns a writer that leaves neither a marker ({@code _SUCCESS}) nor hidden checksum files ({@code .crc}): the manifest
     * has better ones. The options hold for this write alone; the file systems that Hadoop shares in a JVM stay as they are.
     */
    static <T> DataFrameWriter<T> writer(Dataset<T> table, ObjectStore store) {
        DataFrameWriter<T> writer = table.write().option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false);
        // Not for a bucket: Hadoop's connector buffers parts in files of this machine, and wants these with checksums.
        return store.uri("").startsWith("file:")
                ? writer.option("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                        .option("fs.file.impl.disable.cache", true)
                : writer.options(BucketCommitter.OPTIONS);
    }
}
