package dev.pomona.indexer.publish;

import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Featurised photos kept in the folder of a version while it is built, so that no stage featurises them again. */
public final class StagingTable {

    /** Its folder in that of the version. */
    static final String FOLDER = "staging/";

    private static final Logger log = LoggerFactory.getLogger(StagingTable.class);

    private final SparkSession spark;
    private final ObjectStore store;
    private final String folder;

    /** @param version name of the version that is built */
    public StagingTable(SparkSession spark, ObjectStore store, String version) {
        this.spark = spark;
        this.store = store;
        this.folder = IndexLayout.file(version, FOLDER);
    }

    /** Adds photos. */
    public void add(Dataset<PhotoRow> photos) {
        TableFiles.writer(photos, store)
                .mode(SaveMode.Append)
                // No two features are alike: neither a dictionary nor compression would save anything.
                .option("parquet.enable.dictionary", false)
                .option("compression", "uncompressed")
                .parquet(store.uri(folder));
    }

    /** Returns all photos added so far. */
    public Dataset<PhotoRow> photos() {
        Encoder<PhotoRow> encoder = Encoders.bean(PhotoRow.class);
        return LiteralPaths.reader(spark)
                .schema(encoder.schema())
                .parquet(store.uri(folder))
                .as(encoder);
    }

    /**
     * Deletes the table. A failure here is not the run's: the version does not count what is left, and a later run deletes
     * it.
     */
    public void discard() {
        try {
            store.deleteAll(folder);
        } catch (StoreException | RuntimeException e) {
            log.warn("{} could not be deleted and is left to the next run: {}", store.uri(folder), e.getMessage());
        }
    }
}
