package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.OtherThings;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
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
import org.apache.spark.sql.Encoders;
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

    /** Photos of which the share that is recognised without its kind is measured at least. */
    private static final int FEWEST_UNSEEN = 100;

    private final SparkSession spark;
    private final IndexParameters.HeldOut parameters;
    private final UnaryOperator<String> nameOf;
    private final Kinds kinds;
    private final OtherThings others;
    private final Refit refit;

    /** Fits a model anew. */
    public interface Refit {

        /** Returns the model of some of the photos of another one. */
        FittedModel fit(Dataset<PhotoRow> photos, FittedModel whole);
    }

    /**
     * @param parameters what is held out
     * @param nameOf name of a source by its qualified path
     * @param kinds the kinds of fruit that labels name
     * @param others photos of what an index does not hold
     * @param refit fits the model of an index that lacks some kinds
     */
    public Evaluator(
            SparkSession spark,
            IndexParameters.HeldOut parameters,
            UnaryOperator<String> nameOf,
            Kinds kinds,
            OtherThings others,
            Refit refit) {
        this.spark = spark;
        this.parameters = parameters;
        this.nameOf = nameOf;
        this.kinds = kinds;
        this.others = others;
        this.refit = refit;
    }

    /**
     * Evaluates an index. Held-out photos whose label is not indexed have no right answer and are left out.
     *
     * @param heldOut photos with query features, none of them in {@code indexed}
     * @param indexed the photos of the index, with which the model was fitted
     * @param photos how many photos of each label the published index has
     */
    public EvaluationResult evaluate(
            Dataset<PhotoRow> heldOut, Dataset<PhotoRow> indexed, FittedModel model, LabelPhotos photos) {
        Map<String, Long> labels = PhotoCounts.by("label", indexed);
        Map<String, Long> fruit = PhotoCounts.by("label", heldOut.filter(not(col("negative"))));
        long answerable = total(fruit, labels::containsKey);
        if (answerable == 0) {
            return EvaluationResult.NONE;
        }
        long all = total(fruit, label -> true);
        Dataset<PhotoRow> queries = heldOut.unionByName(dataset(others.negatives()));
        long negatives = queries.filter(col("negative")).count();
        EvaluationSet set = new EvaluationSet(
                EvaluationSet.describe(parameters, all, total(labels, label -> true)),
                answerable,
                answerable,
                all - answerable,
                negatives,
                negatives);
        Dataset<PhotoRow> sample = SAMPLE.of(
                queries.filter(col("label").isInCollection(labels.keySet()).or(col("negative"))), set);
        return measured(
                set,
                photos,
                found(sample, indexed, model),
                unseen(sample, indexed, model, labels.keySet(), answerable));
    }

    private Dataset<PhotoRow> dataset(List<PhotoRow> rows) {
        return spark.createDataset(rows, Encoders.bean(PhotoRow.class));
    }

    private List<Found> found(Dataset<PhotoRow> queries, Dataset<PhotoRow> indexed, FittedModel model) {
        int views = View.of(parameters.views()).size();
        return IndexSearch.find(
                named(IndexSearch.queries(queries, views, model.reduction(), model.classifier())),
                IndexSearch.index(indexed, model.reduction()),
                VOTING.neighbours());
    }

    /**
     * Returns what is found for fruit that the index lacks: bundled photos of other kinds, or else the queries in an index
     * that lacks their kinds. Empty where there are too few photos or kinds for a figure.
     */
    private List<Found> unseen(
            Dataset<PhotoRow> heldOut,
            Dataset<PhotoRow> indexed,
            FittedModel model,
            Set<String> labels,
            long answerable) {
        Set<String> known = labels.stream().map(kinds::kindOf).collect(Collectors.toSet());
        List<PhotoRow> bundled = others.fruit(label -> !known.contains(kinds.kindOf(label)));
        if (bundled.size() >= FEWEST_UNSEEN) {
            return found(dataset(bundled), indexed, model);
        }
        return answerable < FEWEST_UNSEEN || known.size() < 2 * KIND_FOLDS
                ? List.of()
                : withoutTheirKinds(heldOut.filter(not(col("negative"))), indexed, model, labels);
    }

    /**
     * Returns what each query finds in an index that lacks its kind, and others. Reduction and classifier are fitted without
     * these kinds too, since they move what they know away from the rest.
     */
    private List<Found> withoutTheirKinds(
            Dataset<PhotoRow> queries, Dataset<PhotoRow> indexed, FittedModel model, Set<String> labels) {
        List<String> names =
                labels.stream().map(kinds::kindOf).distinct().sorted().toList();
        List<Found> found = new ArrayList<>();
        for (int fold = 0; fold < KIND_FOLDS; fold++) {
            int number = fold;
            List<String> leftOut = labels.stream()
                    .filter(label -> names.indexOf(kinds.kindOf(label)) % KIND_FOLDS == number)
                    .toList();
            Column isLeftOut = col("label").isInCollection(leftOut);
            Dataset<PhotoRow> rest = indexed.filter(not(isLeftOut));
            try {
                found.addAll(found(queries.filter(isLeftOut), rest, refit.fit(rest, model)));
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

    private EvaluationResult measured(EvaluationSet set, LabelPhotos photos, List<Found> queries, List<Found> unseen) {
        Map<Boolean, List<Found>> byKind = queries.stream()
                .collect(Collectors.partitioningBy(found -> found.query().negative()));
        List<Found> fruit = byKind.getOrDefault(false, List.of());
        BundledNegatives negatives = BundledNegatives.among(byKind.getOrDefault(true, List.of()), fruit);
        Judge judge = new Judge(photos, negatives.kept());
        Judged all = judged(judge, fruit, unseen);
        CrossFitted crossFitted = crossFitted(judge, fruit, unseen);
        OutcomeStatistics statistics = new OutcomeStatistics(all.fruit(), all.negatives(), crossFitted.outcomes());
        List<String> notes = new ArrayList<>(negatives.notes());
        if (unseen.isEmpty()) {
            notes.add("how fruit of other kinds is answered was not measured: there were too few photos or kinds");
        }
        return new EvaluationResult(
                all.rules(),
                statistics.evaluation(
                        set.source(),
                        all.rules().thresholds(),
                        all.unseen(),
                        crossFitted.sources(),
                        negatives.bundled(),
                        notes),
                statistics.details(
                        set.sampled(fruit.size(), statistics.negatives().size())),
                statistics.fruit());
    }

    /** What every outcome of an evaluation is judged with. */
    private record Judge(LabelPhotos photos, List<Found> negatives) {}

    private static List<Found> without(String source, List<Found> queries) {
        return queries.stream()
                .filter(found -> !found.query().source().equals(source))
                .toList();
    }

    /** Rules that follow from some queries, and the outcomes of these under them, which depend on no threshold. */
    private record Judged(AnswerRules rules, List<Outcome> fruit, List<Outcome> negatives, List<Outcome> unseen) {}

    private Judged judged(Judge judge, List<Found> fruit, List<Found> unseen) {
        Calibration calibration = fitter().fit(fruit);
        KindFusion fusion = new FusionFitter(VOTING, calibration, kinds).fit(fruit);
        AnswerRules unset = new AnswerRules(VOTING, calibration, fusion, AnswerRules.UNMEASURED.thresholds());
        List<Outcome> ofFruit = outcomes(judge, fruit, unset);
        List<Outcome> ofNegatives = outcomes(judge, judge.negatives(), unset);
        List<Outcome> ofUnseen = outcomes(judge, unseen, unset);
        Thresholds thresholds =
                new OutcomeStatistics(ofFruit, ofNegatives, List.of()).thresholds(parameters.precision(), ofUnseen);
        return new Judged(new AnswerRules(VOTING, calibration, fusion, thresholds), ofFruit, ofNegatives, ofUnseen);
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
    private CrossFitted crossFitted(Judge judge, List<Found> fruit, List<Found> unseen) {
        Map<String, List<Found>> bySource = fruit.stream()
                .collect(Collectors.groupingBy(found -> found.query().source(), TreeMap::new, Collectors.toList()));
        if (bySource.size() < 2) {
            return new CrossFitted(fitter().crossFitted(fruit, judge.photos()), List.of());
        }
        List<Outcome> outcomes = new ArrayList<>();
        List<Manifest.SourceAccuracy> sources = new ArrayList<>();
        bySource.forEach((name, queries) -> {
            Judged others = judged(judge, without(name, fruit), without(name, unseen));
            List<Outcome> ofSource = outcomes(judge, queries, others.rules());
            outcomes.addAll(ofSource);
            sources.add(OutcomeStatistics.ofSource(
                    name, ofSource, others.negatives(), others.rules().thresholds()));
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
