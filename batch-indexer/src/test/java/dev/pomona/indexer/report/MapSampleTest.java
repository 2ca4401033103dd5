package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class MapSampleTest {

    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.StringType)
            .add("photo", DataTypes.StringType)
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType));

    private final SparkSession spark = LocalSpark.session();

    /** Photos of two labels in turn, all with this vector. */
    private Dataset<Row> vectors(int photos, List<Float> vector) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
            rows.add(RowFactory.create("label " + i % 2, "photo " + i, vector.toArray()));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    @Test
    void takesSomePhotosOfEachLabelAndTheirFirstTwoCoordinates() {
        assertThat(MapSample.of(vectors(50, List.of(1f, 2f, 3f))))
                .hasSize(2 * MapSample.PER_LABEL)
                .contains(new RunReport.MapPoint("label 0", 1, 2), new RunReport.MapPoint("label 1", 1, 2));
    }

    @Test
    void aVectorOfOneNumberLiesOnTheAxis() {
        assertThat(MapSample.of(vectors(2, List.of(1f)))).contains(new RunReport.MapPoint("label 0", 1, 0));
    }

    @Test
    void onlyPointsReachTheDriver() throws Exception {
        List<Float> vector = Collections.nCopies(10_000, 1f);
        Dataset<Row> photos = vectors(20, vector).repartition(2);
        AtomicLong bytes = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                bytes.addAndGet(task.taskMetrics().resultSize());
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            MapSample.of(photos);
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        assertThat(bytes.get()).isPositive().isLessThan(vector.size() * Float.BYTES);
    }
}
