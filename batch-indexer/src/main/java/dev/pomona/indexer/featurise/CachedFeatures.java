package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What an earlier version of the index knows: features of indexed photos and questions of asked ones, by the hash of the
 * photo's bytes. All of it is done by columns, and features are moved only once, when it is known which are wanted: they
 * are never turned into objects, and never sorted.
 *
 * @param features with the columns photo, which is unique, content_hash and view_features
 * @param questions with the columns photo, which is unique, content_hash and question
 */
public record CachedFeatures(Dataset<Row> features, Dataset<Row> questions) {

    private static final String FEATURES_OF = "featuresOf";
    private static final String QUESTION_OF = "questionOf";
    private static final Encoder<FeaturisedPhoto> PHOTOS = Encoders.bean(FeaturisedPhoto.class);

    /** Whether no photo is in a table twice: one that is would come out twice of {@link #recall}. */
    public boolean isUnique() {
        return isUnique(features) && isUnique(questions);
    }

    private static boolean isUnique(Dataset<Row> table) {
        Dataset<Row> names = table.select("photo");
        return names.distinct().count() == names.count();
    }

    /** Names, for each photo, those with the same bytes whose features and whose question are known; without features. */
    public Dataset<Row> locate(Dataset<FeaturisedPhoto> hashed) {
        return names(names(hashed.drop("features", "question"), features, FEATURES_OF), questions, QUESTION_OF);
    }

    private static Dataset<Row> names(Dataset<Row> photos, Dataset<Row> table, String name) {
        Dataset<Row> known = table.groupBy(col("content_hash")).agg(min("photo").as(name));
        return photos.join(known, photos.col("contentHash").equalTo(known.col("content_hash")), "left")
                .drop("content_hash");
    }

    /** Of located photos, those about which all is known that is asked of them, with their features; and all rejects. */
    public Dataset<FeaturisedPhoto> recall(Dataset<Row> located) {
        Column indexed = col("indexed");
        Column asked = col("asked");
        Dataset<Row> usable = located.filter(not(Featuriser.rejected())).filter(complete());
        Dataset<Row> rejected = located.filter(Featuriser.rejected());
        return withoutQuestion(withFeatures(usable.filter(indexed.and(not(asked)))))
                .unionByName(withQuestion(withFeatures(usable.filter(indexed.and(asked)))))
                .unionByName(withQuestion(withoutFeatures(usable.filter(not(indexed)))))
                .unionByName(withoutQuestion(withoutFeatures(rejected)))
                .drop(FEATURES_OF, QUESTION_OF)
                .as(PHOTOS);
    }

    /** The others, which have to be featurised. */
    public Dataset<FeaturisedPhoto> missing(Dataset<Row> located) {
        Dataset<Row> missing = located.filter(not(Featuriser.rejected())).filter(not(complete()));
        return withoutQuestion(withoutFeatures(missing))
                .drop(FEATURES_OF, QUESTION_OF)
                .as(PHOTOS);
    }

    private Dataset<Row> withFeatures(Dataset<Row> photos) {
        return with(photos, FEATURES_OF, features, "view_features", "features");
    }

    private Dataset<Row> withQuestion(Dataset<Row> photos) {
        return with(photos, QUESTION_OF, questions, "question", "question");
    }

    private static Dataset<Row> with(Dataset<Row> photos, String name, Dataset<Row> table, String column, String as) {
        Dataset<Row> known =
                table.select(col("photo").as("knownPhoto"), col(column).as(as));
        return photos.join(known, col(name).equalTo(col("knownPhoto"))).drop("knownPhoto");
    }

    private static Dataset<Row> withoutFeatures(Dataset<Row> photos) {
        return without(photos, "features");
    }

    private static Dataset<Row> withoutQuestion(Dataset<Row> photos) {
        return without(photos, "question");
    }

    private static Dataset<Row> without(Dataset<Row> photos, String column) {
        StructType schema = PHOTOS.schema();
        return photos.withColumn(
                column, lit(null).cast(schema.apply(schema.fieldIndex(column)).dataType()));
    }

    private static Column complete() {
        Column indexable = not(col("indexed")).or(col(FEATURES_OF).isNotNull());
        Column askable = not(col("asked")).or(col(QUESTION_OF).isNotNull());
        return indexable.and(askable);
    }
}
