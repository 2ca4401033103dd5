package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Dataset;

/** A sample of photos that does not depend on their order or names: those whose contents have the lowest hashes. */
public final class PhotoSample {

    private PhotoSample() {}

    /** Returns so many photos, or all if there are fewer. */
    public static List<PhotoRow> of(Dataset<PhotoRow> photos, int size) {
        return photos.orderBy(xxhash64(col("contentHash"))).limit(size).collectAsList();
    }
}
