package dev.pomona.indexer.evaluate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Outcomes as a table of an index version, at most as many as the evaluation sample has. */
public final class OutcomeTable {

    private static final StructType SCHEMA = new StructType()
            .add("content_hash", DataTypes.StringType, false)
            .add("label", DataTypes.StringType, false)
            .add("answer", DataTypes.StringType, false)
            .add("familiarity", DataTypes.DoubleType, false)
            .add("confidence", DataTypes.DoubleType, false)
            .add("rank", DataTypes.IntegerType, false);

    private OutcomeTable() {}

    public static Dataset<Row> of(SparkSession spark, List<Outcome> outcomes) {
        List<Row> rows = outcomes.stream()
                .map(outcome -> RowFactory.create(
                        outcome.contentHash(),
                        outcome.label(),
                        outcome.answer(),
                        outcome.familiarity(),
                        outcome.labels().confidence(),
                        outcome.labels().rank()))
                .toList();
        return spark.createDataFrame(rows, SCHEMA).coalesce(1);
    }

    /** Returns whether each photo, by content hash and true label, was answered correctly. */
    static Map<PhotoKey, Boolean> correct(Dataset<Row> table) {
        return table.select("content_hash", "label", "answer").collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> new PhotoKey(row.getString(0), row.getString(1)),
                        row -> row.getString(1).equals(row.getString(2)),
                        (first, second) -> first));
    }

    /** A photo's bytes and what they show; the same bytes may have another label in another version. */
    record PhotoKey(String contentHash, String label) {}
}
