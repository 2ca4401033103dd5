package dev.pomona.indexer.featurise;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.photos.PhotoRow;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaSparkContext;
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
    private static final Encoder<PhotoRow> PHOTOS = Encoders.bean(PhotoRow.class);

    /** A broadcast: it has more entries than most tasks have photos. */
    private final Broadcast<SerializableConfiguration> hadoop;

    private final @Nullable String backbone;
    private final int indexedViews;
    private final int queryViews;

    /**
     * @param backbone location of the backbone, the same for every machine; null for the bundled one
     * @param indexedViews views of a photo that are indexed, 1 or 4
     * @param queryViews views of a query, 1 or 4
     */
    public Featuriser(SparkSession spark, @Nullable String backbone, int indexedViews, int queryViews) {
        this.hadoop = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        this.backbone = backbone;
        this.indexedViews = indexedViews;
        this.queryViews = queryViews;
    }

    /**
     * Reads the photos and hashes their bytes; photos that cannot be read become rejects.
     *
     * @param done counts the photos that are done
     */
    public Dataset<PhotoRow> hash(Dataset<PhotoRow> photos, LongAccumulator done) {
        return photos.mapPartitions(
                (MapPartitionsFunction<PhotoRow, PhotoRow>) partition -> new HashedPartition(ahead(partition), done),
                PHOTOS);
    }

    private ReadAhead ahead(Iterator<PhotoRow> partition) {
        return ReadAhead.ofTask(partition, new PhotoFileReader(hadoop.value().value()));
    }

    /**
     * Reads, decodes and featurises the photos; each is returned with its features or as a reject.
     *
     * @param done counts the photos that are done
     * @param rejected counts the rejects among them
     */
    public Dataset<PhotoRow> featurise(Dataset<PhotoRow> photos, LongAccumulator done, LongAccumulator rejected) {
        return photos.mapPartitions(
                (MapPartitionsFunction<PhotoRow, PhotoRow>) partition -> new FeaturisedPartition(
                        ahead(partition), indexedViews, queryViews, ExecutorNetwork.get(backbone), done, rejected),
                PHOTOS);
    }

    /** Returns the condition that a photo is a reject. */
    public static Column rejected() {
        return col("reason").isNotNull();
    }
}
