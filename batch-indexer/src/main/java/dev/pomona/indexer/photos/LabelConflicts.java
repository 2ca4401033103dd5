package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Photos with identical bytes under two labels: at least one of the labels is wrong. */
public final class LabelConflicts {

    private static final int EXAMPLES = 3;

    private LabelConflicts() {}

    /** Returns a warning with the number of such photos and some of them; empty if there are none. */
    public static Optional<String> warning(Dataset<PhotoRow> hashed) {
        Dataset<Row> conflicts = hashed.filter(col("indexed")
                        .and(col("reason").isNull())
                        .and(col("contentHash").isNotNull()))
                .groupBy("contentHash")
                .agg(
                        countDistinct("label").as("labels"),
                        min(struct("label", "photo")).as("one"),
                        max(struct("label", "photo")).as("other"))
                .filter(col("labels").gt(1));
        long count = conflicts.count();
        if (count == 0) {
            return Optional.empty();
        }
        String examples = conflicts.orderBy("one.photo").limit(EXAMPLES).collectAsList().stream()
                .map(row -> "%s and %s"
                        .formatted(
                                row.<Row>getAs("one").getString(1),
                                row.<Row>getAs("other").getString(1)))
                .collect(Collectors.joining(", ", "", count > EXAMPLES ? ", ..." : ""));
        return Optional.of("%d photos lie under two labels with the same bytes: %s".formatted(count, examples));
    }
}
