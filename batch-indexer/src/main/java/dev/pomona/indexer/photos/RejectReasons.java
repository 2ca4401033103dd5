package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Why files were rejected, for the operator.
 *
 * @param kinds the most frequent first
 */
public record RejectReasons(List<Kind> kinds) {

    /** Kinds that are told in words; there are more only where names are unusual. */
    private static final int TOLD = 12;

    /**
     * Rejects of one reason and file extension.
     *
     * @param extension lower case, with its dot; empty if there is none
     * @param example name of one of them
     * @param detail its reason in words
     */
    public record Kind(String reason, String extension, long count, String example, String detail) {

        private String line() {
            String what = extension.isEmpty() ? reason : reason + " " + extension;
            return "%d %s, such as %s: %s".formatted(count, what, example, detail);
        }
    }

    /** Counts rejects; they stay on the executors. */
    public static RejectReasons of(Dataset<PhotoRow> rejected) {
        List<Kind> kinds = rejected
                .groupBy(
                        col("reason"),
                        lower(regexp_extract(col("photo"), "(\\.[^./]{1,8})$", 1))
                                .as("extension"))
                .agg(count(lit(1)).as("count"), min(struct("photo", "detail")).as("example"))
                .orderBy(col("count").desc(), col("reason"), col("extension"))
                .collectAsList()
                .stream()
                .map(row -> new Kind(
                        row.getString(0),
                        row.getString(1),
                        row.getLong(2),
                        row.<Row>getAs("example").getString(0),
                        String.valueOf(row.<Row>getAs("example").getString(1))))
                .toList();
        return new RejectReasons(kinds);
    }

    /** Returns the number of rejects by reason. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach(kind -> counts.merge(kind.reason(), kind.count(), Long::sum));
        return counts;
    }

    /** Returns a line for each kind. */
    public List<String> lines() {
        return kinds.stream().limit(TOLD).map(Kind::line).toList();
    }
}
