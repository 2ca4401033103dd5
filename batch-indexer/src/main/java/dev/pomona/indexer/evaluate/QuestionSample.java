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
 * Which held-out photos are asked where there are very many: of each label the same share, rounded up, and of photos of
 * other things a share of their own. Which ones depends on their names alone, so that it is the same in every run.
 *
 * @param mostFruit photos of fruit, give or take one a label
 * @param mostNegatives photos of other things
 */
record QuestionSample(long mostFruit, long mostNegatives) {

    /** Keeps this choice apart from the one of what is held out. */
    private static final int SEED = 2;

    /**
     * The photos to ask.
     *
     * @param photos all that could be asked
     * @param available how many they are
     */
    Dataset<PhotoRow> of(Dataset<PhotoRow> photos, Asked available) {
        if (available.ofFruit() <= mostFruit && available.ofNegatives() <= mostNegatives) {
            return photos;
        }
        WindowSpec byLabel = Window.partitionBy("negative", "label");
        Column share = when(col("negative"), share(mostNegatives, available.ofNegatives()))
                .otherwise(share(mostFruit, available.ofFruit()));
        // Chosen by their names, so that no features are moved for it.
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
