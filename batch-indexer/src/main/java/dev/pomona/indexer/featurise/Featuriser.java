package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoFile;
import java.io.Serializable;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Turns files into features on the executors. Lazy, like every Spark transformation. */
public final class Featuriser implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SerializableConfiguration hadoop;
    private final @Nullable String weights;
    private final LongAccumulator done;

    /**
     * @param weights a weights file on every machine, or null for the bundled one
     * @param done counts the photos that are through, whether featurised or rejected
     */
    public Featuriser(SparkSession spark, @Nullable String weights, LongAccumulator done) {
        this.hadoop = new SerializableConfiguration(spark.sessionState().newHadoopConf());
        this.weights = weights;
        this.done = done;
    }

    /** One row for each file, featurised or rejected. */
    public Dataset<FeaturisedPhoto> featurise(Dataset<PhotoFile> files) {
        return files.mapPartitions(
                (MapPartitionsFunction<PhotoFile, FeaturisedPhoto>) partition -> new FeaturisedPartition(
                        partition, new PhotoReader(hadoop.value()), ExecutorNetwork.get(weights), done),
                Encoders.bean(FeaturisedPhoto.class));
    }
}
