package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.pomona.indexer.photos.PhotoRow;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A sample of the held-out photos, for evaluation sets that are too large: the same share of each label, rounded up, and a
 * share of the negatives. The choice depends on the photos' names alone, so that it is the same in every run.
 *
 * @param mostQueries most photos of fruit, except for rounding by label
 * @param mostNegatives most negatives
 */
record EvaluationSample(long mostQueries, long mostNegatives) {

    /** Makes this choice independent of the one of the held-out photos. */
    private static final int SEED = 2;

    /**
     * Returns the queries.
     *
     * @param photos all held-out photos with an indexed label, and all negatives
     * @param set how many they are
     */
    Dataset<PhotoRow> of(Dataset<PhotoRow> photos, EvaluationSet set) {
        if (set.available() <= mostQueries && set.availableNegatives() <= mostNegatives) {
            return photos;
        }
        WindowSpec byLabel = Window.partitionBy("negative", "label");
        Column share = when(col("negative"), share(mostNegatives, set.availableNegatives()))
                .otherwise(share(mostQueries, set.available()));
        // Chosen by name, so that no features are shuffled.
        Dataset<Row> chosen = photos.select("photo", "label", "negative")
                .withColumn("rank", row_number().over(byLabel.orderBy(xxhash64(col("photo"), lit(SEED)), col("photo"))))
                .withColumn("size", count(lit(1)).over(byLabel))
                .filter(col("rank").leq(ceil(col("size").multiply(share))))
                .select(col("photo").as("chosen"));
        return photos.join(broadcast(chosen), col("photo").equalTo(col("chosen")), "left_semi")
                .as(Encoders.bean(PhotoRow.class));
    }

    private static Column share(long most, long all) {
        return lit(Math.min(1.0, (double) most / Math.max(1, all)));
    }
}
