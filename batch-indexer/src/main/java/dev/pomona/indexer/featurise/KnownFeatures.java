package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What an earlier version of the index knows: features of indexed photos and questions of asked ones, by the hash of the
 * photo's bytes. All of it is done by columns: the features are never turned into objects.
 *
 * @param features with the columns content_hash and view_features
 * @param questions with the columns content_hash and question
 */
public record KnownFeatures(Dataset<Row> features, Dataset<Row> questions) {

    private static final String HASH = "known_hash";

    /** Of the photos, those about which all is known that is asked of them, with their features; and all rejects. */
    public Dataset<FeaturisedPhoto> recall(Dataset<FeaturisedPhoto> hashed) {
        Dataset<Row> known = byHash(features, col("view_features").as("features"))
                .join(byHash(questions, col("question")), new String[] {HASH}, "full");
        return hashed.drop("features", "question")
                .join(known, hashed.col("contentHash").equalTo(known.col(HASH)), "left")
                .drop(HASH)
                .filter(complete(col("features").isNotNull(), col("question").isNotNull()))
                .as(Encoders.bean(FeaturisedPhoto.class));
    }

    /** The others, which have to be featurised. */
    public Dataset<FeaturisedPhoto> missing(Dataset<FeaturisedPhoto> hashed) {
        Dataset<Row> known = byHash(features, lit(true).as("hasFeatures"))
                .join(byHash(questions, lit(true).as("hasQuestion")), new String[] {HASH}, "full");
        return hashed.join(known, hashed.col("contentHash").equalTo(known.col(HASH)), "left")
                .filter(not(complete(has("hasFeatures"), has("hasQuestion"))))
                .drop(HASH, "hasFeatures", "hasQuestion")
                .as(Encoders.bean(FeaturisedPhoto.class));
    }

    private static Dataset<Row> byHash(Dataset<Row> table, Column value) {
        return table.select(col("content_hash").as(HASH), value).dropDuplicates(HASH);
    }

    private static Column has(String column) {
        return coalesce(col(column), lit(false));
    }

    private static Column complete(Column hasFeatures, Column hasQuestion) {
        Column indexable = not(col("indexed")).or(hasFeatures);
        Column askable = not(col("asked")).or(hasQuestion);
        return Featuriser.rejected().or(indexable.and(askable));
    }
}
