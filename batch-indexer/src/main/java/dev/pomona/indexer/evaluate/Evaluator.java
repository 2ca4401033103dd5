package dev.pomona.indexer.evaluate;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Parts of the kinds that are left out, one after the other; each costs a discriminant. */
    private static final int KIND_FOLDS = 3;

    /** The same of few kinds: leaving out a third of them would change the index. */
    private static final int FOLDS_OF_FEW = 12;

    private static final int FEW_KINDS = 25;

    private static final int FEWEST_KINDS = 3;

    /** Queries of which the share that is recognised without its kind is measured at least. */
    private static final int FEWEST_LEFT_OUT = 100;

    /** Indexed photos of few kinds that are queries of an index without them, where few photos are held out. */
    private static final EvaluationSample LEFT_OUT = new EvaluationSample(1_000, 0);

    private static final int ENOUGH_HELD_OUT = 500;

    private static final KindThresholds.MostUnseen UNSEEN = new KindThresholds.MostUnseen(0.15, 0.15);

    private static final KindThresholds.MostUnseen UNSEEN_OF_FEW = new KindThresholds.MostUnseen(0.1, 0.3);

    private final SparkSession spark;
    private final IndexParameters.HeldOut parameters;
    private final UnaryOperator<String> nameOf;
    private final Kinds kinds;
    private final boolean capped;
    private final Refit refit;

    /** Fits a reduction anew. */
    public interface Refit {

        /** Returns the reduction of these photos, with the components of another one. */
        Reduction fit(Dataset<PhotoRow> photos, Reduction principal);
    }

    /**
     * @param parameters what is held out
     * @param nameOf name of a source by its qualified path
     * @param kinds the kinds of fruit that labels name
     * @param refit fits the discriminant of an index that lacks some kinds
     * @param capped whether the threshold of UNKNOWN has an upper limit ({@link OutcomeStatistics#thresholds})
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
     * @param photos how many photos of each label the published index has
     */
    public EvaluationResult evaluate(
            Dataset<PhotoRow> heldOut, Dataset<PhotoRow> indexed, Reduction reduction, LabelPhotos photos) {
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
        Set<String> names = kindsOf(labels.keySet());
        return measured(
                set,
                photos,
                found(sample, indexed, reduction),
                withoutTheirKinds(sample, indexed, reduction, labels, answerable),
                names.size() < FEW_KINDS ? UNSEEN_OF_FEW : UNSEEN);
    }

    private SortedSet<String> kindsOf(Set<String> labels) {
        return labels.stream().map(kinds::kindOf).collect(Collectors.toCollection(TreeSet::new));
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
     * that nobody indexed. The discriminant is fitted without these kinds too, since it moves what it knows away from the
     * rest. Few kinds are left out one by one, and their indexed photos are queries too. Empty where there are too few queries
     * or kinds for a figure.
     */
    private List<Found> withoutTheirKinds(
            Dataset<PhotoRow> heldOut,
            Dataset<PhotoRow> indexed,
            Reduction reduction,
            Map<String, Long> labels,
            long count) {
        List<String> names = List.copyOf(kindsOf(labels.keySet()));
        boolean few = names.size() < FEW_KINDS;
        if (names.size() < FEWEST_KINDS || (!few && count < FEWEST_LEFT_OUT)) {
            return List.of();
        }
        int folds = few ? Math.min(names.size(), FOLDS_OF_FEW) : KIND_FOLDS;
        Dataset<PhotoRow> queries = heldOut.filter(not(col("negative")));
        if (few && count < ENOUGH_HELD_OUT) {
            queries = queries.unionByName(LEFT_OUT.of(indexed, EvaluationSet.of(total(labels, label -> true))));
        }
        List<Found> found = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int number = fold;
            List<String> leftOut = labels.keySet().stream()
                    .filter(label -> names.indexOf(kinds.kindOf(label)) % folds == number)
                    .toList();
            Column isLeftOut = col("label").isInCollection(leftOut);
            Dataset<PhotoRow> others = indexed.filter(not(isLeftOut));
            try {
                found.addAll(found(queries.filter(isLeftOut), others, refit.fit(others, reduction)));
            } catch (IndexingException e) {
                if (e.failure() == Failure.TOO_FEW_PHOTOS) { // no other label has photos that differ
                    return List.of();
                }
                throw e;
            }
        }
        return found;
    }

    private List<IndexSearch.Query> named(List<IndexSearch.Query> queries) {
        return queries.stream()
                .map(query -> query.of(nameOf.apply(query.source())))
                .toList();
    }

    private EvaluationResult measured(
            EvaluationSet set,
            LabelPhotos photos,
            List<Found> queries,
            List<Found> leftOut,
            KindThresholds.MostUnseen unseen) {
        Map<Boolean, List<Found>> byKind = queries.stream()
                .collect(Collectors.partitioningBy(found -> found.query().negative()));
        List<Found> fruit = byKind.getOrDefault(false, List.of());
        BundledNegatives negatives = BundledNegatives.among(byKind.getOrDefault(true, List.of()), fruit);
        Judge judge = new Judge(photos, negatives.kept(), unseen);
        AnswerRules rules = rules(judge, fruit, leftOut);
        CrossFitted crossFitted = crossFitted(judge, fruit, leftOut);
        OutcomeStatistics statistics = new OutcomeStatistics(
                outcomes(judge, fruit, rules), outcomes(judge, negatives.kept(), rules), crossFitted.outcomes());
        List<String> notes = new ArrayList<>(negatives.notes());
        if (leftOut.isEmpty()) {
            notes.add(
                    "how fruit of other kinds is answered was not measured: it takes three kinds whose photos differ, or"
                            + " 100 held-out photos of an index of many; the thresholds are at least the default ones");
        }
        return new EvaluationResult(
                rules,
                statistics.evaluation(
                        set.source(),
                        rules.thresholds(),
                        outcomes(judge, leftOut, rules),
                        crossFitted.sources(),
                        negatives.bundled(),
                        notes),
                statistics.details(
                        set.sampled(fruit.size(), statistics.negatives().size()), statistics.similarityOfMost()),
                statistics.fruit());
    }

    /** What every outcome of an evaluation is judged with. */
    private record Judge(LabelPhotos photos, List<Found> negatives, KindThresholds.MostUnseen unseen) {}

    private static List<Found> without(String source, List<Found> queries) {
        return queries.stream()
                .filter(found -> !found.query().source().equals(source))
                .toList();
    }

    /** The rules that follow from these queries, and from what they find in an index without their kinds. */
    private AnswerRules rules(Judge judge, List<Found> fruit, List<Found> leftOut) {
        Calibration calibration = fitter().fit(fruit);
        AnswerRules unset = new AnswerRules(VOTING, calibration, AnswerRules.UNMEASURED.thresholds());
        Thresholds thresholds = new OutcomeStatistics(
                        outcomes(judge, fruit, unset), outcomes(judge, judge.negatives(), unset), List.of())
                .thresholds(parameters.precision(), outcomes(judge, leftOut, unset), judge.unseen(), capped);
        return new AnswerRules(VOTING, calibration, leftOut.isEmpty() ? atLeastDefault(thresholds) : thresholds);
    }

    private static Thresholds atLeastDefault(Thresholds thresholds) {
        Thresholds least = AnswerRules.UNMEASURED.thresholds();
        return new Thresholds(
                Math.max(least.unknownBelow(), thresholds.unknownBelow()),
                Math.max(least.recognisedFrom(), thresholds.recognisedFrom()),
                Math.max(least.recognisedFrom(), requireNonNull(thresholds.kindRecognisedFrom())));
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
    private CrossFitted crossFitted(Judge judge, List<Found> fruit, List<Found> leftOut) {
        Map<String, List<Found>> bySource = fruit.stream()
                .collect(Collectors.groupingBy(found -> found.query().source(), TreeMap::new, Collectors.toList()));
        if (bySource.size() < 2) {
            return new CrossFitted(fitter().crossFitted(fruit, judge.photos()), List.of());
        }
        List<Outcome> outcomes = new ArrayList<>();
        List<Manifest.SourceAccuracy> sources = new ArrayList<>();
        bySource.forEach((name, queries) -> {
            AnswerRules others = rules(judge, without(name, fruit), without(name, leftOut));
            List<Outcome> ofSource = outcomes(judge, queries, others);
            outcomes.addAll(ofSource);
            sources.add(OutcomeStatistics.ofSource(name, ofSource, others.thresholds()));
        });
        return new CrossFitted(outcomes, sources);
    }

    private List<Outcome> outcomes(Judge judge, List<Found> queries, AnswerRules rules) {
        return queries.stream()
                .map(query -> Outcome.of(query, rules, kinds, judge.photos()))
                .toList();
    }

    private static long total(Map<String, Long> counts, Predicate<String> which) {
        return counts.entrySet().stream()
                .filter(label -> which.test(label.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
