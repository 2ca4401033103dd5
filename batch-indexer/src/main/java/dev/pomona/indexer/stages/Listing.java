package dev.pomona.indexer.stages;

import dev.pomona.indexer.photos.PhotoRow;
import org.apache.spark.sql.Dataset;

/**
 * The listed files.
 *
 * @param files one row a file, in as many partitions as tasks are wanted
 * @param count how many they are
 * @param persisted what {@code files} is read from; kept until {@link #close}
 */
public record Listing(Dataset<PhotoRow> files, long count, Dataset<PhotoRow> persisted) implements AutoCloseable {

    @Override
    public void close() {
        persisted.unpersist();
    }
}
