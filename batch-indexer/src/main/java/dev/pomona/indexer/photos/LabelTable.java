package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.catalogue.Spelling;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file (RFC 4180, with a header; semicolons or tabs in the place of commas are read too) whose columns {@code photo} and
 * {@code label} give the labels of photos. Of a label counts what can be seen, as of a folder's name; a blank one is none.
 */
final class LabelTable {

    private static final Logger log = LoggerFactory.getLogger(LabelTable.class);
    /** The standard's, and what spreadsheets write in its place. */
    private static final List<String> SEPARATORS = List.of(",", ";", "\t");

    private static final String PHOTO = "photo";
    private static final String LABEL = "label";

    private final String file;
    private final Dataset<Row> rows;

    /**
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if the file does not exist or lacks a column
     * @throws IOException if it cannot be reached
     */
    LabelTable(SparkSession spark, String file) throws IOException {
        this.file = file;
        Configuration configuration = spark.sessionState().newHadoopConf();
        Path path = SourceFolder.qualified(file, configuration);
        if (!path.getFileSystem(configuration).exists(path)) {
            throw unusable("there is no table " + file);
        }
        Dataset<Row> table = SEPARATORS.stream()
                .map(separator -> read(spark, separator))
                .filter(read -> has(read, PHOTO) && has(read, LABEL))
                .findFirst()
                .orElseGet(() -> read(spark, SEPARATORS.get(0)));
        requireColumn(table, PHOTO);
        requireColumn(table, LABEL);
        UserDefinedFunction visible = udf(
                (UDF1<@Nullable String, String>) label -> label == null ? "" : Spelling.visible(label),
                DataTypes.StringType);
        this.rows =
                table.select(col(PHOTO), visible.apply(col(LABEL)).as("tabled")).distinct();
    }

    private Dataset<Row> read(SparkSession spark, String separator) {
        Dataset<Row> table = LiteralPaths.reader(spark)
                .option("header", true)
                .option("sep", separator)
                .option("escape", "\"") // Spark's own choice is the backslash, which the standard does not know
                .csv(file);
        return table.toDF(Arrays.stream(table.columns())
                .map(name -> name.replace("\ufeff", "").strip())
                .toArray(String[]::new));
    }

    private static boolean has(Dataset<Row> table, String column) {
        return Arrays.stream(table.columns()).anyMatch(column::equalsIgnoreCase);
    }

    private void requireColumn(Dataset<Row> table, String name) {
        if (!has(table, name)) {
            throw unusable("the table %s has no column '%s', but %s"
                    .formatted(file, name, String.join(", ", table.columns())));
        }
    }

    /**
     * Requires that no photo has two labels.
     *
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} that names one which has
     */
    void requireOneLabelEach() {
        for (Row row : rows.groupBy(PHOTO)
                .agg(count(lit(1)).as("rows"), min("tabled"), max("tabled"))
                .filter(col("rows").gt(1))
                .orderBy(PHOTO)
                .limit(1)
                .collectAsList()) {
            throw unusable("the table %s gives the photo '%s' two labels, '%s' and '%s'"
                    .formatted(file, row.get(0), row.get(2), row.get(3)));
        }
    }

    private static IndexingException unusable(String message) {
        return new IndexingException(Failure.UNUSABLE_REQUEST, message);
    }

    /** Returns the same photos with the labels of the table; one that is not in it keeps its own. Warns of rows without a photo. */
    Dataset<PhotoRow> label(Dataset<PhotoRow> files) {
        long idle = rows.join(files.select(PHOTO), new String[] {PHOTO}, "left_anti")
                .count();
        if (idle > 0) {
            log.warn("{} rows of {} name no photo that was listed", idle, file);
        }
        return files.join(rows, new String[] {PHOTO}, "left")
                .withColumn(LABEL, coalesce(col("tabled"), col(LABEL)))
                .drop("tabled")
                .as(Encoders.bean(PhotoRow.class));
    }
}
