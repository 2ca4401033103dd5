package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
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

    /** Parts of the kinds that are left out, one after the other; each costs a fit. */
    private static final int KIND_FOLDS = 3;

    /** Queries of which the share that is recognised without its kind is measured at least. */
    private static final int FEWEST_LEFT_OUT = 100;

    private final SparkSession spark;
    private final IndexParameters.HeldOut parameters;
    private final UnaryOperator<String> nameOf;
    private final Kinds kinds;
    private final boolean capped;
    private final Refit refit;

    /** Fits a reduction anew. */
    public interface Refit {

        /** Returns the reduction of these photos. */
        Reduction fit(Dataset<PhotoRow> photos);
    }

    /**
     * @param parameters what is held out
     * @param nameOf name of a source by its qualified path
     * @param kinds the kinds of fruit that labels name
     * @param refit fits the reduction of an index that lacks some kinds
     * @param capped whether the threshold of UNKNOWN is never set above the default: held-out photos that have
     *     near-duplicates in the index are nearer to it than the service's queries
     */
    public Evaluator(
            SparkSession spark,
            IndexParameters.HeldOut parameters,
            UnaryOperator<String> nameOf,
            Kinds kinds,
            Refit refit,
            boolean capped) {
        this.spark = spark;
        this.parameters = parameters;
        this.nameOf = nameOf;
        this.kinds = kinds;
        this.refit = refit;
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
        return measured(
                set,
                found(sample, indexed, reduction),
                withoutTheirKinds(sample, indexed, labels.keySet(), answerable));
    }

    private List<Found> found(Dataset<PhotoRow> queries, Dataset<PhotoRow> indexed, Reduction reduction) {
        int views = View.of(parameters.views()).size();
        return IndexSearch.find(
                named(IndexSearch.queries(queries, views, reduction)),
                IndexSearch.index(indexed, reduction),
                VOTING.neighbours());
    }

    /**
     * Returns what each query of fruit finds in an index that lacks its kind, and others: what the service finds for a fruit
     * that nobody indexed. The reduction is fitted without these kinds too, since it moves what it knows away from the rest.
     * Empty where there are too few queries or kinds for a figure.
     */
    private List<Found> withoutTheirKinds(
            Dataset<PhotoRow> queries, Dataset<PhotoRow> indexed, Set<String> labels, long count) {
        List<String> names =
                labels.stream().map(kinds::kindOf).distinct().sorted().toList();
        if (count < FEWEST_LEFT_OUT || names.size() < 2 * KIND_FOLDS) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        for (int fold = 0; fold < KIND_FOLDS; fold++) {
            int number = fold;
            List<String> leftOut = labels.stream()
                    .filter(label -> names.indexOf(kinds.kindOf(label)) % KIND_FOLDS == number)
                    .toList();
            Column isLeftOut = col("label").isInCollection(leftOut);
            Dataset<PhotoRow> others = indexed.filter(not(isLeftOut));
            found.addAll(found(queries.filter(isLeftOut), others, refit.fit(others)));
        }
        return found;
    }

    private List<IndexSearch.Query> named(List<IndexSearch.Query> queries) {
        return queries.stream()
                .map(query -> query.of(nameOf.apply(query.source())))
                .toList();
    }

    private EvaluationResult measured(EvaluationSet set, List<Found> queries, List<Found> leftOut) {
        Map<Boolean, List<Found>> byKind = queries.stream()
                .collect(Collectors.partitioningBy(found -> found.query().negative()));
        List<Found> fruit = byKind.getOrDefault(false, List.of());
        AnswerRules measured = rules(fruit, leftOut);
        Thresholds thresholds = capped ? capped(measured.thresholds()) : measured.thresholds();
        AnswerRules rules = new AnswerRules(VOTING, measured.calibration(), thresholds);
        CrossFitted crossFitted = crossFitted(fruit, leftOut);
        OutcomeStatistics statistics = new OutcomeStatistics(
                outcomes(fruit, rules), outcomes(byKind.getOrDefault(true, List.of()), rules), crossFitted.outcomes());
        return new EvaluationResult(
                rules,
                statistics.evaluation(set.source(), thresholds, outcomes(leftOut, rules), crossFitted.sources()),
                statistics.details(
                        set.sampled(fruit.size(), statistics.negatives().size()),
                        measured.thresholds().unknownBelow()),
                statistics.fruit());
    }

    private static List<Found> without(String source, List<Found> queries) {
        return queries.stream()
                .filter(found -> !found.query().source().equals(source))
                .toList();
    }

    /** The rules that follow from these queries, and from what they find in an index without their kinds. */
    private AnswerRules rules(List<Found> fruit, List<Found> leftOut) {
        Calibration calibration = fitter().fit(fruit);
        AnswerRules unset = new AnswerRules(VOTING, calibration, AnswerRules.UNMEASURED.thresholds());
        return new AnswerRules(
                VOTING,
                calibration,
                new OutcomeStatistics(outcomes(fruit, unset), List.of(), List.of())
                        .thresholds(parameters.precision(), outcomes(leftOut, unset)));
    }

    private CalibrationFitter fitter() {
        return new CalibrationFitter(spark, VOTING, kinds);
    }

    /** Outcomes of queries under rules that were not measured on them, and the figures of each source. */
    private record CrossFitted(List<Outcome> outcomes, List<Manifest.SourceAccuracy> sources) {}

    /**
     * Judges each source by the rules that the other sources alone would give: what a photo of a source may expect that nobody
     * measured. A single source is judged label by label instead.
     */
    private CrossFitted crossFitted(List<Found> fruit, List<Found> leftOut) {
        Map<String, List<Found>> bySource = fruit.stream()
                .collect(Collectors.groupingBy(found -> found.query().source(), TreeMap::new, Collectors.toList()));
        if (bySource.size() < 2) {
            return new CrossFitted(fitter().crossFitted(fruit), List.of());
        }
        List<Outcome> outcomes = new ArrayList<>();
        List<Manifest.SourceAccuracy> sources = new ArrayList<>();
        bySource.forEach((name, queries) -> {
            AnswerRules others = rules(without(name, fruit), without(name, leftOut));
            List<Outcome> ofSource = outcomes(queries, others);
            outcomes.addAll(ofSource);
            sources.add(OutcomeStatistics.ofSource(name, ofSource, others.thresholds()));
        });
        return new CrossFitted(outcomes, sources);
    }

    private List<Outcome> outcomes(List<Found> queries, AnswerRules rules) {
        return queries.stream().map(query -> Outcome.of(query, rules, kinds)).toList();
    }

    private static long total(Map<String, Long> counts, Predicate<String> which) {
        return counts.entrySet().stream()
                .filter(label -> which.test(label.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Thresholds capped(Thresholds measured) {
        double limit = AnswerRules.UNMEASURED.thresholds().unknownBelow();
        return new Thresholds(
                Math.min(measured.unknownBelow(), limit), measured.recognisedFrom(), measured.kindRecognisedFrom());
    }
}
