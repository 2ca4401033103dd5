package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.model.index.Checksum;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Turns files into features on the executors. Lazy, like every Spark transformation. */
public final class Featuriser implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Encoder<FeaturisedPhoto> PHOTOS = Encoders.bean(FeaturisedPhoto.class);

    /** A broadcast: it has more entries than most tasks have photos. */
    private final Broadcast<SerializableConfiguration> hadoop;

    private final @Nullable String weights;
    private final int views;

    /**
     * @param weights a weights file on every machine, or null for the bundled one
     * @param views views of a photo that are indexed, 1 or 4
     */
    public Featuriser(SparkSession spark, @Nullable String weights, int views) {
        this.hadoop = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        this.weights = weights;
        this.views = views;
    }

    /** One row a file, about which nothing is known yet. */
    public Dataset<FeaturisedPhoto> unknown(Dataset<PhotoFile> files) {
        return files.map((MapFunction<PhotoFile, FeaturisedPhoto>) FeaturisedPhoto::of, PHOTOS);
    }

    /**
     * Reads the photos and hashes their bytes; those that cannot be read are rejects afterwards.
     *
     * @param done counts the photos that are through
     */
    public Dataset<FeaturisedPhoto> hash(Dataset<FeaturisedPhoto> photos, LongAccumulator done) {
        return photos.map(
                (MapFunction<FeaturisedPhoto, FeaturisedPhoto>) photo -> {
                    done.add(1);
                    return hashed(photo);
                },
                PHOTOS);
    }

    private FeaturisedPhoto hashed(FeaturisedPhoto photo) {
        try {
            photo.setContentHash(Checksum.of(new PhotoReader(hadoop.value().value()).read(photo)));
        } catch (RejectedPhotoException e) {
            photo.reject(e.reason(), e.getMessage());
        }
        return photo;
    }

    /**
     * Reads, decodes and featurises the photos; each comes out with its features or as a reject.
     *
     * @param done counts the photos that are through
     */
    public Dataset<FeaturisedPhoto> featurise(Dataset<FeaturisedPhoto> photos, LongAccumulator done) {
        return photos.mapPartitions(
                (MapPartitionsFunction<FeaturisedPhoto, FeaturisedPhoto>) partition -> new FeaturisedPartition(
                        partition, views, new PhotoReader(hadoop.value().value()), ExecutorNetwork.get(weights), done),
                PHOTOS);
    }

    /** Whether a photo could not be used. */
    public static Column rejected() {
        return col("reason").isNotNull();
    }
}
