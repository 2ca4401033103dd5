package dev.pomona.indexer.publish;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.fit.BroadcastReduction;
import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.reduction.Reduction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes one version of an index. Nothing points to it before {@link #activate}, so a run that dies leaves the index as
 * it was.
 */
public final class VersionWriter {

    private static final StructType REDUCTION_SCHEMA = new StructType()
            .add(ReductionTable.PART, DataTypes.StringType, false)
            .add(ReductionTable.NUMBER, DataTypes.IntegerType, false)
            .add(ReductionTable.VALUES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private final SparkSession spark;
    private final IndexStorage storage;
    private final String version;
    private final String folder;

    /** @param version name of the version to write */
    public VersionWriter(SparkSession spark, IndexStorage storage, String version) {
        this.spark = spark;
        this.storage = storage;
        this.version = version;
        this.folder = IndexLayout.folder(version);
    }

    /** Stores photos aside, so that the later stages need not featurise again; may be called for one part after another. */
    public void stage(Dataset<PhotoRow> photos) {
        photos.write()
                .mode(SaveMode.Append)
                // No two features are alike: neither a dictionary nor compression would save anything.
                .option("parquet.enable.dictionary", false)
                .option("compression", "uncompressed")
                .parquet(storage.uri(staging()));
    }

    /** All photos stored aside so far. */
    public Dataset<PhotoRow> staged() {
        Encoder<PhotoRow> encoder = Encoders.bean(PhotoRow.class);
        return LiteralPaths.reader(spark)
                .schema(encoder.schema())
                .parquet(storage.uri(staging()))
                .as(encoder);
    }

    /** Removes what {@link #stage} stored. */
    public void discardStaged() throws IOException {
        storage.delete(staging());
    }

    /** Removes a version that could not be finished. */
    public void abandon() throws IOException {
        storage.delete(folder);
    }

    public void writeReduction(Reduction reduction) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (ReductionTable.Row row : ReductionTable.rows(reduction)) {
            rows.add(RowFactory.create(row.part(), row.row(), row.values()));
        }
        String aside = folder + "/reduction";
        spark.createDataFrame(rows, REDUCTION_SCHEMA)
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(storage.uri(aside));
        String part = storage.list(aside).get(0).path();
        storage.move(aside + "/" + part, folder + "/" + IndexLayout.REDUCTION);
        storage.delete(aside);
    }

    /** Writes label, photo and reduced vector of each photo, sorted by label so that they compress. */
    public void writeVectors(Dataset<PhotoRow> indexed, Reduction reduction) {
        Broadcast<BroadcastReduction> sent = send(reduction);
        indexed.map(
                        (MapFunction<PhotoRow, VectorRow>) photo -> new VectorRow(
                                photo.getLabel(),
                                photo.getPhoto(),
                                sent.value().get().reduce(photo.requireFeatures())),
                        Encoders.bean(VectorRow.class))
                .select("label", "photo", "vector")
                .repartitionByRange(partitions(), col("label"), col("photo"))
                .sortWithinPartitions("label", "photo")
                .write()
                .parquet(storage.uri(folder + "/" + IndexLayout.VECTORS));
    }

    /** The vectors written, with the columns label, photo and vector. */
    public Dataset<Row> vectors() {
        return LiteralPaths.reader(spark).parquet(storage.uri(folder + "/" + IndexLayout.VECTORS));
    }

    /** Writes the features and principal components of each photo, for analysts and for later runs. */
    public void writeFeatures(Dataset<PhotoRow> indexed, Reduction reduction) {
        Broadcast<BroadcastReduction> sent = send(reduction);
        indexed.map(
                        (MapFunction<PhotoRow, FeatureRow>)
                                photo -> FeatureRow.of(photo, sent.value().get()),
                        Encoders.bean(FeatureRow.class))
                .select(
                        col("photo"),
                        col("label"),
                        col("contentHash").as("content_hash"),
                        col("features"),
                        col("pcaFeatures").as("pca_features"),
                        col("viewFeatures").as("view_features"))
                .write()
                .parquet(storage.uri(folder + "/" + IndexLayout.FEATURES));
    }

    /** Writes the features of the queries, for later runs. */
    public void writeQueries(Dataset<PhotoRow> queries) {
        queries.select(
                        col("photo"),
                        col("label"),
                        col("contentHash").as("content_hash"),
                        col("queryFeatures").as("query_features"))
                .write()
                .parquet(storage.uri(folder + "/" + IndexLayout.QUERIES));
    }

    /** Writes the files of the report. */
    public void writeReport(Map<String, byte[]> report) throws IOException {
        for (Map.Entry<String, byte[]> file : report.entrySet()) {
            storage.write(folder + "/" + IndexLayout.REPORT + "/" + file.getKey(), file.getValue());
        }
    }

    public void writeRejects(Dataset<PhotoRow> rejected) {
        rejected.select("photo", "reason", "detail")
                .coalesce(1)
                .write()
                .parquet(storage.uri(folder + "/" + IndexLayout.REJECTS));
    }

    /** The files written so far with their checksums; reads each of them once. */
    public List<Manifest.IndexFile> files() throws IOException {
        List<Manifest.IndexFile> files = new ArrayList<>();
        for (IndexStorage.StoredFile file : storage.list(folder)) {
            try (InputStream stream = storage.open(folder + "/" + file.path())) {
                files.add(new Manifest.IndexFile(file.path(), file.bytes(), Checksum.of(stream)));
            }
        }
        return files;
    }

    /** Writes the manifest, which completes the version. Nothing names it yet. */
    public void complete(Manifest manifest) throws IOException {
        storage.removeChecksumFiles(folder);
        storage.write(manifestPath(), IndexJson.write(manifest));
    }

    /** Names a complete version current: the last step of a run. */
    public void activate(Manifest manifest) throws IOException {
        String checksum = Checksum.of(IndexJson.write(manifest));
        storage.replace(IndexLayout.CURRENT, IndexJson.write(new CurrentVersion(version, manifestPath(), checksum)));
    }

    private String manifestPath() {
        return folder + "/" + IndexLayout.MANIFEST;
    }

    private String staging() {
        return folder + "/staging";
    }

    private Broadcast<BroadcastReduction> send(Reduction reduction) {
        return BroadcastReduction.send(JavaSparkContext.fromSparkContext(spark.sparkContext()), reduction);
    }

    private int partitions() {
        return Math.max(1, spark.sparkContext().defaultParallelism());
    }
}
