package dev.pomona.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.Evaluator;
import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.fit.ComponentRule;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.fit.ReductionFitter;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.recognition.LabelPhotos;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * Heap that fit and evaluation need on the driver for a number of photos, with synthetic features. Arguments: the number
 * of photos, and a folder for their features that does not exist yet.
 */
public final class DriverMemory {

    private static final IndexParameters.HeldOut HELD_OUT =
            new IndexParameters.HeldOut(List.of(), 0.1, List.of(), null, 4, 0.9);
    private static final long BYTES_PER_MB = 1 << 20;

    private DriverMemory() {}

    public static void main(String[] args) throws IOException {
        long rows = Long.parseLong(args[0]);
        String folder = args[1];
        Encoder<PhotoRow> encoder = Encoders.bean(PhotoRow.class);
        try (SparkSession spark =
                        SparkSession.builder().appName("Pomona driver memory").getOrCreate();
                HeapWatch heap = new HeapWatch()) {
            SyntheticPhotos.of(spark, rows).write().parquet(folder);
            Dataset<PhotoRow> photos =
                    spark.read().schema(encoder.schema()).parquet(folder).as(encoder);
            Dataset<PhotoRow> training = photos.filter(not(col("query")));
            Dataset<PhotoRow> heldOut = photos.filter(col("query"));
            ReductionFitter fitter = new ReductionFitter(new ComponentRule(0.99, null), 0.1);
            FittedReduction trial = fitter.fit(training, List.of());
            Evaluator evaluator = new Evaluator(
                    spark,
                    HELD_OUT,
                    UnaryOperator.identity(),
                    Kinds.LABELS,
                    (others, principal) -> fitter.discriminant(others, List.of(), principal),
                    true);
            EvaluationResult evaluated =
                    evaluator.evaluate(heldOut, training, trial.reduction(), new LabelPhotos(Map.of()));
            fitter.fit(photos, List.of());
            System.out.printf(
                    "%d rows, %d of them held out, %d components%n",
                    rows, evaluated.outcomes().size(), trial.reduction().components().length);
            System.out.printf(
                    "driver heap: used after GC %d MB, peak %d MB%n",
                    heap.used() / BYTES_PER_MB, heap.peak() / BYTES_PER_MB);
        }
    }
}
