package dev.pomona.indexer.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import dev.pomona.indexer.report.RunReport.MapPoint;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The photos on the map: some of each label, the same in every run. All that leaves the executors is their points. */
public final class MapSample {

    /** Photos of each label. */
    static final int PER_LABEL = 15;

    private MapSample() {}

    /** Points of reduced vectors, in a table with the columns label, photo and vector. */
    public static List<MapPoint> of(Dataset<Row> vectors) {
        return vectors
                .select(
                        col("label"),
                        col("photo"),
                        get(col("vector"), lit(0)).as("first"),
                        coalesce(get(col("vector"), lit(1)), lit(0f)).as("second"))
                .withColumn(
                        "rank",
                        row_number().over(Window.partitionBy("label").orderBy(xxhash64(col("photo")), col("photo"))))
                .filter(col("rank").leq(PER_LABEL))
                .select("label", "first", "second")
                .collectAsList()
                .stream()
                .map(row -> new MapPoint(row.getString(0), row.getFloat(1), row.getFloat(2)))
                .toList();
    }
}
