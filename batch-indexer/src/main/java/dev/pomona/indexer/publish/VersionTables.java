package dev.pomona.indexer.publish;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.fit.BroadcastReduction;
import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.ClassifierTable;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.reduction.Reduction;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.nio.FloatBuffer;
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
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;
import scala.Tuple5;

/** Writes the tables and the report of one version. */
public final class VersionTables {

    private static final StructType REDUCTION_SCHEMA = new StructType()
            .add(ReductionTable.PART, DataTypes.StringType, false)
            .add(ReductionTable.NUMBER, DataTypes.IntegerType, false)
            .add(ReductionTable.VALUES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    private static final StructType CLASSIFIER_SCHEMA = new StructType()
            .add(ClassifierTable.LABEL, DataTypes.StringType, false)
            .add(ClassifierTable.KIND, DataTypes.StringType, false)
            .add(ClassifierTable.WEIGHTS, DataTypes.createArrayType(DataTypes.FloatType, false), false);
    private static final long EXEMPLARS_GROUP_BYTES = 4 << 20;

    private final SparkSession spark;
    private final ObjectStore store;
    private final String version;

    /** @param version name of the version to write */
    public VersionTables(SparkSession spark, ObjectStore store, String version) {
        this.spark = spark;
        this.store = store;
        this.version = version;
    }

    /** Writes the reduction as one file. */
    public void writeReduction(Reduction reduction) throws StoreException {
        writeFile(
                IndexLayout.REDUCTION,
                REDUCTION_SCHEMA,
                ReductionTable.rows(reduction).stream()
                        .map(row -> RowFactory.create(row.part(), row.row(), row.values()))
                        .toList());
    }

    /** Writes the classifier as one file, if there is one. */
    public void writeClassifier(KindClassifier classifier) throws StoreException {
        if (!classifier.isEmpty()) {
            writeFile(
                    IndexLayout.CLASSIFIER,
                    CLASSIFIER_SCHEMA,
                    ClassifierTable.rows(classifier).stream()
                            .map(row -> RowFactory.create(row.label(), row.kind(), row.weights()))
                            .toList());
        }
    }

    private void writeFile(String path, StructType schema, List<Row> rows) throws StoreException {
        String folder = IndexLayout.file(version, path + ".parts");
        TableFiles.writer(spark.createDataFrame(rows, schema).coalesce(1), store)
                .parquet(store.uri(folder));
        store.put(IndexLayout.file(version, path), store.read(onlyPart(folder)).bytes());
        store.deleteAll(folder + "/");
    }

    private String onlyPart(String folder) throws StoreException {
        return store.keys(folder + "/").stream()
                .filter(key -> key.startsWith(folder + "/part-"))
                .findFirst()
                .orElseThrow(() -> new InvalidIndexException("Spark wrote no part of " + folder));
    }

    /** Writes label, photo and reduced vector of each photo, sorted by label so that they compress. */
    public void writeVectors(Dataset<PhotoRow> indexed, Reduction reduction) {
        Broadcast<BroadcastReduction> sent = send(reduction);
        TableFiles.writer(
                        indexed.map(
                                        (MapFunction<PhotoRow, Tuple3<String, String, float[]>>) photo -> new Tuple3<>(
                                                photo.getLabel(),
                                                photo.getPhoto(),
                                                sent.value().get().reduce(photo.requireFeatures())),
                                        Encoders.tuple(Encoders.STRING(), Encoders.STRING(), floats()))
                                .toDF("label", "photo", "vector")
                                .repartitionByRange(partitions(), col("label"), col("photo"))
                                .sortWithinPartitions("label", "photo"),
                        store)
                .parquet(uri(IndexLayout.VECTORS));
    }

    /** Returns the vectors written, with the columns label, photo and vector. */
    public Dataset<Row> vectors() {
        return LiteralPaths.reader(spark).parquet(uri(IndexLayout.VECTORS));
    }

    /** Writes the features of all indexed views and the principal components of each photo, for analysts and later runs. */
    public void writeFeatures(Dataset<PhotoRow> indexed, Reduction reduction) {
        Broadcast<BroadcastReduction> sent = send(reduction);
        TableFiles.writer(
                        indexed.map(
                                        (MapFunction<PhotoRow, Tuple5<String, String, String, float[], float[]>>)
                                                photo -> {
                                                    float[][] views = photo.requireFeatures();
                                                    return new Tuple5<>(
                                                            photo.getPhoto(),
                                                            photo.getLabel(),
                                                            photo.getContentHash(),
                                                            flat(views),
                                                            sent.value().get().project(views[0]));
                                                },
                                        Encoders.tuple(
                                                Encoders.STRING(),
                                                Encoders.STRING(),
                                                Encoders.STRING(),
                                                floats(),
                                                floats()))
                                .toDF("photo", "label", "content_hash", "features", "pca_features"),
                        store)
                .parquet(uri(IndexLayout.FEATURES));
    }

    /** Returns the features written. */
    public Dataset<Row> features() {
        return LiteralPaths.reader(spark).parquet(uri(IndexLayout.FEATURES));
    }

    /** Returns the features of all views one after the other, {@code float[views x dimension]}; the first is the centre. */
    private static float[] flat(float[][] views) {
        FloatBuffer flat = FloatBuffer.allocate(views.length * views[0].length);
        for (float[] view : views) {
            flat.put(view);
        }
        return flat.array();
    }

    /** Returns an encoder that copies arrays whole; the one of rows would box each number. */
    private Encoder<float[]> floats() {
        return spark.implicits().newFloatArrayEncoder();
    }

    /** Writes the features of the queries, for later runs. */
    public void writeQueries(Dataset<PhotoRow> queries) {
        TableFiles.writer(
                        queries.select(
                                col("photo"),
                                col("label"),
                                col("contentHash").as("content_hash"),
                                col("queryFeatures").as("query_features")),
                        store)
                .parquet(uri(IndexLayout.QUERIES));
    }

    /** Writes the exemplars as one file, see {@link ExemplarTable}. */
    public void writeExemplars(Dataset<Row> exemplars) {
        TableFiles.writer(
                        exemplars.repartition(1).sortWithinPartitions(ExemplarTable.POSITION, ExemplarTable.LABEL),
                        store)
                // JPEG compresses no further; a reader holds a row group in memory beside the pictures.
                .option("parquet.enable.dictionary", false)
                .option("compression", "uncompressed")
                .option("parquet.block.size", EXEMPLARS_GROUP_BYTES)
                .parquet(uri(IndexLayout.EXEMPLARS));
    }

    /** Returns the exemplars written, with the columns of {@link ExemplarTable}. */
    public Dataset<Row> exemplars() {
        return LiteralPaths.reader(spark).parquet(uri(IndexLayout.EXEMPLARS));
    }

    /** Writes the outcomes of the evaluation, with which later versions are compared. */
    public void writeOutcomes(Dataset<Row> outcomes) {
        TableFiles.writer(outcomes, store).parquet(uri(IndexLayout.EVALUATION));
    }

    /** Writes the files of the report. */
    public void writeReport(Map<String, byte[]> report) throws StoreException {
        for (Map.Entry<String, byte[]> file : report.entrySet()) {
            store.put(IndexLayout.file(version, IndexLayout.REPORT + "/" + file.getKey()), file.getValue());
        }
    }

    /** Writes name and reason of each photo that is not indexed. */
    public void writeRejects(Dataset<PhotoRow> rejected) {
        TableFiles.writer(rejected.select("photo", "reason", "detail").coalesce(1), store)
                .parquet(uri(IndexLayout.REJECTS));
    }

    private String uri(String path) {
        return store.uri(IndexLayout.file(version, path));
    }

    private Broadcast<BroadcastReduction> send(Reduction reduction) {
        return BroadcastReduction.send(JavaSparkContext.fromSparkContext(spark.sparkContext()), reduction);
    }

    private int partitions() {
        return Math.max(1, spark.sparkContext().defaultParallelism());
    }
}
