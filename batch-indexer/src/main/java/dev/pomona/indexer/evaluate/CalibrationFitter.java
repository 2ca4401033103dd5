package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fits the {@link Calibration} on the first candidates of the queries by logistic regression. The targets are not 0 and 1
 * but Platt's {@code 1/(N- + 2)} and {@code (N+ + 1)/(N+ + 2)}, so that few or one-sided examples do not lead to certainty
 * (Platt 1999, section 2.2).
 */
record CalibrationFitter(SparkSession spark, NeighbourVoting voting, Kinds kinds) {

    /** Candidates of a query that are examples; as many as the service returns by default. */
    private static final int CANDIDATES = 5;

    private static final int FOLDS = 5;

    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);

    private record Example(Vector features, boolean correct, double weight) {}

    /**
     * Fits a calibration in which every source counts the same, whatever its number of queries. Where no answer is right or wrong
     * for sure it is that of an index without evaluation.
     */
    Calibration fit(List<Found> queries) {
        Map<String, List<Found>> sources = queries.stream()
                .collect(Collectors.groupingBy(query -> query.query().source(), TreeMap::new, Collectors.toList()));
        double share = (double) queries.size() / Math.max(1, sources.size());
        List<Example> examples = sources.values().stream()
                .flatMap(source -> source.stream().flatMap(query -> examples(query, share / source.size())))
                .toList();
        if (examples.isEmpty()) {
            return AnswerRules.UNMEASURED.calibration();
        }
        long correct = examples.stream().filter(Example::correct).count();
        long wrong = examples.size() - correct;
        double targetOfCorrect = (correct + 1.0) / (correct + 2);
        double targetOfWrong = 1.0 / (wrong + 2);
        List<Row> rows = new ArrayList<>();
        for (Example example : examples) {
            double target = example.correct() ? targetOfCorrect : targetOfWrong;
            rows.add(RowFactory.create(1.0, example.weight() * target, example.features()));
            rows.add(RowFactory.create(0.0, example.weight() * (1 - target), example.features()));
        }
        LogisticRegressionModel model =
                new LogisticRegression().setWeightCol("weight").fit(spark.createDataFrame(rows, SCHEMA));
        return new Calibration(
                model.intercept(),
                model.coefficients().apply(0),
                model.coefficients().apply(1));
    }

    private Stream<Example> examples(Found query, double weight) {
        String truth = query.query().label();
        return voting.scores(query.result()).stream()
                .limit(CANDIDATES)
                .filter(score -> kinds.decides(truth, score.label()))
                .map(score -> new Example(
                        Vectors.dense(score.nearest().similarity(), score.margin()),
                        score.label().equals(truth),
                        weight));
    }

    /**
     * Returns the outcome of each query under a calibration fitted without the queries of its label, in {@value #FOLDS}
     * folds: on its own examples a calibration looks better than it is, and photos of one label may be near-duplicates.
     * Empty for fewer than two labels.
     */
    List<Outcome> crossFitted(List<Found> queries, LabelPhotos photos) {
        List<String> labels = queries.stream()
                .map(query -> query.query().label())
                .distinct()
                .sorted()
                .toList();
        if (labels.size() < 2) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int fold = 0; fold < Math.min(FOLDS, labels.size()); fold++) {
            int number = fold;
            Set<String> inFold = IntStream.range(0, labels.size())
                    .filter(label -> label % FOLDS == number)
                    .mapToObj(labels::get)
                    .collect(Collectors.toSet());
            List<Found> rest = queries.stream()
                    .filter(query -> !inFold.contains(query.query().label()))
                    .toList();
            Calibration others = fit(rest);
            KindFusion fusion = new FusionFitter(voting, others, kinds).fit(rest);
            AnswerRules rules = new AnswerRules(voting, others, fusion, AnswerRules.UNMEASURED.thresholds());
            queries.stream()
                    .filter(query -> inFold.contains(query.query().label()))
                    .map(query -> Outcome.of(query, rules, kinds, photos))
                    .forEach(outcomes::add);
        }
        return outcomes;
    }
}
