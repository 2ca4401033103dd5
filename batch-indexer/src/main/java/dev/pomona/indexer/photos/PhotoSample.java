package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** A sample of photos that does not depend on their order: those whose contents have the lowest hashes. */
public final class PhotoSample {

    private static final String[] KEY = {"source", "photo"};

    private PhotoSample() {}

    /** Returns so many photos, or all if there are fewer. */
    public static List<PhotoRow> of(Dataset<PhotoRow> photos, int size) {
        // Chosen by name, so that no features are sorted.
        Dataset<Row> chosen = photos.select("source", "photo", "contentHash")
                .orderBy(xxhash64(col("contentHash")), col("source"), col("photo"))
                .limit(size)
                .drop("contentHash");
        return photos
                .join(broadcast(chosen), KEY, "left_semi")
                .as(Encoders.bean(PhotoRow.class))
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing(PhotoRow::getSource).thenComparing(PhotoRow::getPhoto))
                .toList();
    }
}
