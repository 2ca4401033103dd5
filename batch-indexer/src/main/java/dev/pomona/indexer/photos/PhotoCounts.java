package dev.pomona.indexer.photos;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many photos there are of each label, or with each reason. */
public final class PhotoCounts {

    private PhotoCounts() {}

    /** The number of photos by the values of a column of text, in the order of the alphabet. */
    public static SortedMap<String, Long> by(String column, Dataset<PhotoRow> photos) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Row row : photos.groupBy(column).count().collectAsList()) {
            counts.put(row.getString(0), row.getLong(1));
        }
        return counts;
    }
}
