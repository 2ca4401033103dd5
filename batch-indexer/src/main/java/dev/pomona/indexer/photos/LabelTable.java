package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CSV file (RFC 4180, with a header) whose columns {@code photo} and {@code label} say what photos show. */
final class LabelTable {

    private static final Logger log = LoggerFactory.getLogger(LabelTable.class);
    private static final String PHOTO = "photo";
    private static final String LABEL = "label";

    private final String file;
    private final Dataset<Row> rows;

    /**
     * @throws IOException if the file does not exist
     * @throws IllegalArgumentException if it lacks a column
     */
    LabelTable(SparkSession spark, String file) throws IOException {
        this.file = file;
        Path path = new Path(file);
        if (!path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path)) {
            throw new FileNotFoundException("there is no table " + file);
        }
        Dataset<Row> table = LiteralPaths.reader(spark)
                .option("header", true)
                .option("escape", "\"") // Spark's own choice is the backslash, which the standard does not know
                .csv(file);
        requireColumn(table, PHOTO);
        requireColumn(table, LABEL);
        this.rows = table.select(col(PHOTO), col(LABEL).as("tabled")).dropDuplicates(PHOTO);
    }

    private void requireColumn(Dataset<Row> table, String name) {
        if (Arrays.stream(table.columns()).noneMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("the table %s has no column '%s'".formatted(file, name));
        }
    }

    /** The same photos with the labels of the table; one that is not in it keeps its own. Warns of rows without photo. */
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
