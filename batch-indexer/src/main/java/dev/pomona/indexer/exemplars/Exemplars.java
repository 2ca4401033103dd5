package dev.pomona.indexer.exemplars;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.zip_with;

import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.ExemplarTable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Chooses exemplars by the reduced vectors and renders them, on the executors. The files of the chosen photos are read once
 * more, and no others.
 *
 * @param perLabel most exemplars of a label
 * @param rule which photos may be shown
 * @param backbone its location, or null for the bundled one; its network is loaded already
 */
public record Exemplars(
        SparkSession spark,
        int perLabel,
        ExemplarRule rule,
        @Nullable String backbone) {

    /** Candidates of a folder, the nearest to the centre of their label. */
    private static final int PER_FOLDER = 24;

    /** Candidates of a label, whatever the number of its folders. */
    private static final int PER_LABEL = 96;

    private static final double SHORTEST = 1e-9;

    private static final StructType SCHEMA = new StructType()
            .add(ExemplarTable.LABEL, DataTypes.StringType, false)
            .add(ExemplarTable.POSITION, DataTypes.IntegerType, false)
            .add(ExemplarTable.PHOTO, DataTypes.StringType, false)
            .add(ExemplarTable.JPEG, DataTypes.BinaryType, false);

    /**
     * Returns the exemplars of all labels, with the columns of {@link ExemplarTable}.
     *
     * @param vectors table of the index with the columns label, photo and vector
     * @param indexed the photos of these vectors
     */
    public Dataset<Row> of(Dataset<Row> vectors, Dataset<PhotoRow> indexed) {
        Dataset<Row> files = indexed.filter(allowed())
                .select(
                        col("photo"),
                        col("uri"),
                        col("length"),
                        col("contentHash"),
                        col("source"),
                        col("group"),
                        concat_ws("/", col("source"), regexp_extract(col("photo"), "^(.*)/[^/]*$", 1))
                                .as(Candidate.FOLDER));
        Dataset<Row> candidates = vectors.join(files, "photo")
                .join(centres(vectors), "label")
                .withColumn(Candidate.SIMILARITY, cosine())
                .drop("centre")
                .withColumn("rank", rank(col("label"), col(Candidate.FOLDER)))
                .filter(col("rank").leq(PER_FOLDER))
                .withColumn(
                        "rank",
                        row_number()
                                .over(Window.partitionBy("label")
                                        .orderBy(
                                                col("rank"),
                                                col(Candidate.SIMILARITY).desc(),
                                                col("photo"))))
                .filter(col("rank").leq(PER_LABEL));
        return rendered(candidates);
    }

    /** By all photos of a label, those that may not be shown too. */
    private static Dataset<Row> centres(Dataset<Row> vectors) {
        return vectors.groupBy("label")
                .agg(vector_to_array(Summarizer.mean(array_to_vector(col("vector"))), "float64")
                        .as("centre"));
    }

    /** The vectors have unit length, the centres have not: photos may even cancel out, and Spark throws where it divides by 0. */
    private static Column cosine() {
        Column product = aggregate(
                zip_with(col("vector"), col("centre"), (x, y) -> x.multiply(y)), lit(0.0), (sum, x) -> sum.plus(x));
        Column square = aggregate(col("centre"), lit(0.0), (sum, x) -> sum.plus(x.multiply(x)));
        return product.divide(greatest(sqrt(square), lit(SHORTEST)));
    }

    private static Column rank(Column... within) {
        return row_number()
                .over(Window.partitionBy(within)
                        .orderBy(col(Candidate.SIMILARITY).desc(), col("photo")));
    }

    private Column allowed() {
        ExemplarRule sent = rule;
        UserDefinedFunction allows = udf((UDF2<String, String, Boolean>) sent::allows, DataTypes.BooleanType);
        return allows.apply(col("source"), col("photo"));
    }

    private Dataset<Row> rendered(Dataset<Row> candidates) {
        Broadcast<SerializableConfiguration> hadoop = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        int most = perLabel;
        @Nullable String location = backbone;
        // Several partitions a core, whatever their size: rendering takes the time, not the rows.
        return candidates
                .repartition(4 * spark.sparkContext().defaultParallelism(), col("label"))
                .sortWithinPartitions("label")
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> new ExemplarRows(
                                rows,
                                most,
                                new ExemplarPicture(
                                        hadoop.value().value(),
                                        ExecutorNetwork.get(location).scaledJpegs())),
                        Encoders.row(SCHEMA));
    }
}
