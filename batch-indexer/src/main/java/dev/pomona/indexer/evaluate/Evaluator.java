package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.reduction.Reduction;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** Evaluates an index with held-out photos: accuracy, calibration of the confidence and thresholds of the status. */
public final class Evaluator {

    /**
     * Larger samples would not change a figure (one standard error of a share is then half a point, and one for
     * negatives), and the driver's memory stays bounded.
     */
    private static final EvaluationSample SAMPLE = new EvaluationSample(10_000, 2_000);

    private static final NeighbourVoting VOTING = AnswerRules.UNMEASURED.neighbourVoting();

    private final SparkSession spark;
    private final IndexParameters.HeldOut parameters;
    private final boolean capped;

    /**
     * @param parameters what is held out
     * @param capped whether the threshold of UNKNOWN is never set above the default: held-out photos that have
     *     near-duplicates in the index are nearer to it than the service's queries
     */
    public Evaluator(SparkSession spark, IndexParameters.HeldOut parameters, boolean capped) {
        this.spark = spark;
        this.parameters = parameters;
        this.capped = capped;
    }

    /**
     * Evaluates an index. Held-out photos whose label is not indexed have no right answer and are left out.
     *
     * @param heldOut photos with query features, none of them in {@code indexed}
     * @param indexed the photos of the index, with which the reduction was fitted
     */
    public EvaluationResult evaluate(Dataset<PhotoRow> heldOut, Dataset<PhotoRow> indexed, Reduction reduction) {
        Map<String, Long> labels = PhotoCounts.by("label", indexed);
        Map<String, Long> fruit = PhotoCounts.by("label", heldOut.filter(not(col("negative"))));
        long answerable = total(fruit, labels::containsKey);
        if (answerable == 0) {
            return EvaluationResult.NONE;
        }
        long all = total(fruit, label -> true);
        long negatives = heldOut.filter(col("negative")).count();
        EvaluationSet set = new EvaluationSet(
                EvaluationSet.describe(parameters, all, total(labels, label -> true)),
                answerable,
                answerable,
                all - answerable,
                negatives,
                negatives);
        Dataset<PhotoRow> sample = SAMPLE.of(
                heldOut.filter(col("label").isInCollection(labels.keySet()).or(col("negative"))), set);
        int views = View.of(parameters.views()).size();
        return measured(
                set,
                IndexSearch.find(
                        IndexSearch.queries(sample, views, reduction),
                        IndexSearch.index(indexed, reduction),
                        VOTING.neighbours()));
    }

    private EvaluationResult measured(EvaluationSet set, List<Found> queries) {
        Map<Boolean, List<Found>> byKind = queries.stream()
                .collect(Collectors.partitioningBy(found -> found.query().negative()));
        List<Found> fruit = byKind.getOrDefault(false, List.of());
        List<Found> negatives = byKind.getOrDefault(true, List.of());
        CalibrationFitter fitter = new CalibrationFitter(spark, VOTING);
        Calibration calibration = fitter.fit(fruit);
        OutcomeStatistics statistics = new OutcomeStatistics(
                outcomes(fruit, calibration), outcomes(negatives, calibration), fitter.crossFitted(fruit));
        Thresholds measured = statistics.thresholds();
        Thresholds thresholds = capped ? capped(measured) : measured;
        return new EvaluationResult(
                new AnswerRules(VOTING, calibration, thresholds),
                statistics.evaluation(set.source(), thresholds),
                statistics.details(set.sampled(fruit.size(), negatives.size())),
                statistics.fruit());
    }

    private static List<Outcome> outcomes(List<Found> queries, Calibration calibration) {
        return queries.stream()
                .map(query -> Outcome.of(query, VOTING, calibration))
                .toList();
    }

    private static long total(Map<String, Long> counts, Predicate<String> which) {
        return counts.entrySet().stream()
                .filter(label -> which.test(label.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Thresholds capped(Thresholds measured) {
        double limit = AnswerRules.UNMEASURED.thresholds().unknownBelow();
        return new Thresholds(Math.min(measured.unknownBelow(), limit), measured.recognisedFrom());
    }
}
