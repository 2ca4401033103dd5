package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an earlier version of the index knows: features of indexed photos and questions of asked ones, by the hash of the
 * photo's bytes.
 *
 * @param features with the columns content_hash and view_features
 * @param questions with the columns content_hash and question
 */
public record KnownFeatures(Dataset<Row> features, Dataset<Row> questions) {

    static final String HASH = "known_hash";

    /** One row a hash: {@value #HASH}, features, question; either may be null. */
    Dataset<Row> byContentHash() {
        Dataset<Row> left = features.select(
                        col("content_hash").as("f"), col("view_features").as("features"))
                .dropDuplicates("f");
        Dataset<Row> right =
                questions.select(col("content_hash").as("q"), col("question")).dropDuplicates("q");
        return left.join(right, col("f").equalTo(col("q")), "full")
                .select(coalesce(col("f"), col("q")).as(HASH), col("features"), col("question"));
    }
}
