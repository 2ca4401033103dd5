package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fits the {@link Calibration} on the first candidates of held-out photos by logistic regression. The targets are not 0
 * and 1 but Platt's {@code 1/(N- + 2)} and {@code (N+ + 1)/(N+ + 2)}, which keeps few or one-sided photos from giving
 * certainty (Platt 1999, section 2.2).
 */
final class CalibrationFit {

    /** Candidates of a photo that are learned from; what people are shown by default. */
    private static final int CANDIDATES = 5;

    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);

    private final SparkSession spark;
    private final NeighbourVoting vote;

    CalibrationFit(SparkSession spark, NeighbourVoting vote) {
        this.spark = spark;
        this.vote = vote;
    }

    private record Example(double similarity, double margin, boolean right) {}

    Calibration fit(List<AnsweredPhoto> answers) {
        List<Example> examples = examples(answers);
        long right = examples.stream().filter(Example::right).count();
        long wrong = examples.size() - right;
        double targetOfRight = (right + 1.0) / (right + 2);
        double targetOfWrong = 1.0 / (wrong + 2);
        List<Row> rows = new ArrayList<>();
        for (Example example : examples) {
            double target = example.right() ? targetOfRight : targetOfWrong;
            rows.add(RowFactory.create(1.0, target, Vectors.dense(example.similarity(), example.margin())));
            rows.add(RowFactory.create(0.0, 1 - target, Vectors.dense(example.similarity(), example.margin())));
        }
        LogisticRegressionModel model =
                new LogisticRegression().setWeightCol("weight").fit(spark.createDataFrame(rows, SCHEMA));
        return new Calibration(
                model.intercept(),
                model.coefficients().apply(0),
                model.coefficients().apply(1));
    }

    private List<Example> examples(List<AnsweredPhoto> answers) {
        List<Example> examples = new ArrayList<>();
        for (AnsweredPhoto answer : answers) {
            vote.scores(answer.hits()).stream()
                    .limit(CANDIDATES)
                    .forEach(tally -> examples.add(new Example(
                            tally.nearest().similarity(),
                            tally.margin(),
                            tally.label().equals(answer.label()))));
        }
        return examples;
    }
}
