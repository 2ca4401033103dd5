package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.photos.PhotoRow;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Features that an earlier version of the index holds, found by the hash of a photo's bytes. Works on columns alone:
 * features are moved once, when it is clear which are wanted, and are neither decoded nor sorted.
 *
 * @param features features of indexed photos: columns photo (unique), content_hash, view_features
 * @param queries features of query photos: columns photo (unique), content_hash, query_features
 */
public record CachedFeatures(Dataset<Row> features, Dataset<Row> queries) {

    private static final String FEATURES_OF = "featuresOf";
    private static final String QUERY_OF = "queryOf";
    private static final Encoder<PhotoRow> PHOTOS = Encoders.bean(PhotoRow.class);

    /** Returns whether no photo is in a table twice: one that is would come out twice of {@link #reuse}. */
    public boolean isUnique() {
        return isUnique(features) && isUnique(queries);
    }

    private static boolean isUnique(Dataset<Row> table) {
        Dataset<Row> names = table.select("photo");
        return names.distinct().count() == names.count();
    }

    /** Adds to each hashed photo the names of cached photos with the same bytes, without moving their features. */
    public Dataset<Row> locate(Dataset<PhotoRow> hashed) {
        return names(names(hashed.drop("features", "queryFeatures"), features, FEATURES_OF), queries, QUERY_OF);
    }

    private static Dataset<Row> names(Dataset<Row> photos, Dataset<Row> table, String name) {
        Dataset<Row> cached =
                table.groupBy(col("content_hash")).agg(min("photo").as(name));
        return photos.join(cached, photos.col("contentHash").equalTo(cached.col("content_hash")), "left")
                .drop("content_hash");
    }

    /** Returns the located photos all of whose features are cached, with these features, and all rejects. */
    public Dataset<PhotoRow> reuse(Dataset<Row> located) {
        Column indexed = col("indexed");
        Column query = col("query");
        Dataset<Row> usable = located.filter(not(Featuriser.rejected())).filter(complete());
        Dataset<Row> rejected = located.filter(Featuriser.rejected());
        return withoutQuery(withFeatures(usable.filter(indexed.and(not(query)))))
                .unionByName(withQuery(withFeatures(usable.filter(indexed.and(query)))))
                .unionByName(withQuery(withoutFeatures(usable.filter(not(indexed)))))
                .unionByName(withoutQuery(withoutFeatures(rejected)))
                .drop(FEATURES_OF, QUERY_OF)
                .as(PHOTOS);
    }

    /** Returns the other located photos, which have to be featurised. */
    public Dataset<PhotoRow> missing(Dataset<Row> located) {
        Dataset<Row> missing = located.filter(not(Featuriser.rejected())).filter(not(complete()));
        return withoutQuery(withoutFeatures(missing))
                .drop(FEATURES_OF, QUERY_OF)
                .as(PHOTOS);
    }

    private Dataset<Row> withFeatures(Dataset<Row> photos) {
        return with(photos, FEATURES_OF, features, "view_features", "features");
    }

    private Dataset<Row> withQuery(Dataset<Row> photos) {
        return with(photos, QUERY_OF, queries, "query_features", "queryFeatures");
    }

    private static Dataset<Row> with(Dataset<Row> photos, String name, Dataset<Row> table, String column, String as) {
        Dataset<Row> cached =
                table.select(col("photo").as("cachedPhoto"), col(column).as(as));
        return photos.join(cached, col(name).equalTo(col("cachedPhoto"))).drop("cachedPhoto");
    }

    private static Dataset<Row> withoutFeatures(Dataset<Row> photos) {
        return without(photos, "features");
    }

    private static Dataset<Row> withoutQuery(Dataset<Row> photos) {
        return without(photos, "queryFeatures");
    }

    private static Dataset<Row> without(Dataset<Row> photos, String column) {
        StructType schema = PHOTOS.schema();
        return photos.withColumn(
                column, lit(null).cast(schema.apply(schema.fieldIndex(column)).dataType()));
    }

    private static Column complete() {
        Column features = not(col("indexed")).or(col(FEATURES_OF).isNotNull());
        Column queries = not(col("query")).or(col(QUERY_OF).isNotNull());
        return features.and(queries);
    }
}
