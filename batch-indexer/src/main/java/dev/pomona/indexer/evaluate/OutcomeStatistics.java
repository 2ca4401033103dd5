package dev.pomona.indexer.evaluate;

import static java.util.Objects.requireNonNull;

import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.indexer.evaluate.Outcome.Ranking;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures that follow from the outcomes of an evaluation.
 *
 * @param fruit outcomes of photos of indexed labels
 * @param negatives outcomes of photos of no fruit
 * @param crossFitted the outcomes of {@code fruit}, each under a calibration fitted without its source or label; empty if
 *     there is none
 */
record OutcomeStatistics(List<Outcome> fruit, List<Outcome> negatives, List<Outcome> crossFitted) {

    /** Share of the queries of fruit that must not be UNKNOWN. */
    static final double KEPT = 0.95;

    /** Sources with fewer queries are judged together: one standard error of a share of them would be over three points. */
    private static final int FEWEST_OF_SOURCE = 100;

    /** Distance from the precision that is put up with where it is never reached. */
    private static final double NEARLY = 0.05;

    /** Answers of which a precision that is not reached is measured at least. */
    private static final int FEWEST_ANSWERS = 50;

    /**
     * Returns the thresholds that hold for the worst source: the similarity that {@value #KEPT} of the queries of every
     * source reach, and the least confidences above which enough of the answers of every source are right.
     *
     * <p>Nor may more than a few of the fruit that the index does not know, and of the negatives, have a recognised kind.
     * @param precision share of the RECOGNISED answers that must be right
     * @param leftOut outcomes of queries to an index without their kinds
     * @param unseen share of them that may be RECOGNISED
     * @param capped whether the similarity is no higher than the default unless what is not indexed demands it: held-out
     *     photos that have near-duplicates in the index are nearer to it than the service's queries
     */
    Thresholds thresholds(double precision, List<Outcome> leftOut, KindThresholds.MostUnseen unseen, boolean capped) {
        Thresholds precise = precise(precision);
        double most = precise.unknownBelow();
        double least =
                capped ? Math.min(most, AnswerRules.UNMEASURED.thresholds().unknownBelow()) : most;
        return KindThresholds.find(
                        new KindThresholds.Queries(fruit, leftOut, negatives),
                        new KindThresholds(least, requireNonNull(precise.kindRecognisedFrom())),
                        most,
                        unseen)
                .with(precise.recognisedFrom());
    }

    /** Returns the similarity that {@value #KEPT} of the queries of every source reach. */
    double similarityOfMost() {
        return worst(sources(), OutcomeStatistics::similarityOfMost, Math::min);
    }

    private Thresholds precise(double precision) {
        List<List<Outcome>> sources = sources();
        return new Thresholds(
                worst(sources, OutcomeStatistics::similarityOfMost, Math::min),
                worst(
                        sources,
                        source -> leastConfidence(
                                source.stream().filter(Outcome::decided).map(Outcome::labels), precision),
                        Math::max),
                worst(sources, source -> leastConfidence(source.stream().map(Outcome::kinds), precision), Math::max));
    }

    private static double worst(
            List<List<Outcome>> sources, ToDoubleFunction<List<Outcome>> threshold, DoubleBinaryOperator worse) {
        return sources.stream().mapToDouble(threshold).reduce(worse).orElseThrow();
    }

    /** The outcomes of each source with enough queries, those of all small sources together, or else all together. */
    private List<List<Outcome>> sources() {
        List<List<Outcome>> sources = new ArrayList<>();
        List<Outcome> small = new ArrayList<>();
        fruit.stream().collect(Collectors.groupingBy(Outcome::source)).values().forEach(source -> {
            if (source.size() >= FEWEST_OF_SOURCE) {
                sources.add(source);
            } else {
                small.addAll(source);
            }
        });
        if (small.size() >= FEWEST_OF_SOURCE || sources.isEmpty()) {
            sources.add(small);
        }
        return sources;
    }

    private static double similarityOfMost(List<Outcome> outcomes) {
        double[] similarities =
                outcomes.stream().mapToDouble(Outcome::similarity).sorted().toArray();
        return similarities[(int) Math.floor((1 - KEPT) * similarities.length)];
    }

    /**
     * Returns the lowest confidence from which this share of the answers is right. Where none is and one comes within {@value
     * #NEARLY}, the one of the highest precision: a few wrong labels of the queries themselves must not silence an index.
     * Otherwise 1, which no confidence reaches.
     */
    private static double leastConfidence(Stream<Ranking> answers, double precision) {
        List<Ranking> mostConfidentFirst = answers.filter(Ranking::canBeRecognised)
                .sorted(Comparator.comparingDouble(Ranking::confidence).reversed())
                .toList();
        double threshold = 1;
        double nearest = 1;
        double best = precision - NEARLY;
        int correct = 0;
        for (int i = 0; i < mostConfidentFirst.size(); i++) {
            correct += mostConfidentFirst.get(i).isCorrect() ? 1 : 0;
            double reached = (double) correct / (i + 1);
            if (reached >= precision) {
                threshold = mostConfidentFirst.get(i).confidence();
            } else if (reached >= best && i + 1 >= FEWEST_ANSWERS) {
                best = reached;
                nearest = mostConfidentFirst.get(i).confidence();
            }
        }
        return threshold < 1 ? threshold : nearest;
    }

    Manifest.Evaluation evaluation(
            String source,
            Thresholds thresholds,
            List<Outcome> leftOut,
            List<Manifest.SourceAccuracy> bySource,
            long bundledNegatives,
            List<String> notes) {
        Predicate<Outcome> unknown = outcome -> status(thresholds, outcome) == Status.UNKNOWN;
        return new Manifest.Evaluation(
                source,
                accuracy(
                        fruit,
                        Outcome::labels,
                        outcome -> status(thresholds, outcome),
                        crossFitted.isEmpty() ? null : CalibrationCurve.error(crossFitted)),
                negatives.isEmpty()
                        ? null
                        : new Manifest.OutOfDistribution(
                                negatives.size(),
                                bundledNegatives,
                                share(negatives, unknown.negate()),
                                share(negatives, outcome -> kindStatus(thresholds, outcome) == Status.RECOGNISED),
                                auroc()),
                leftOut.isEmpty()
                        ? null
                        : new Manifest.UnseenKinds(
                                leftOut.size(),
                                share(leftOut, unknown),
                                share(leftOut, outcome -> status(thresholds, outcome) == Status.RECOGNISED),
                                share(leftOut, outcome -> kindStatus(thresholds, outcome) == Status.RECOGNISED)),
                bySource,
                notes);
    }

    /**
     * Returns the accuracy of one source.
     *
     * @param outcomes of its queries
     * @param thresholds set without them, if there are other sources
     */
    static Manifest.SourceAccuracy ofSource(String name, List<Outcome> outcomes, Thresholds thresholds) {
        return new Manifest.SourceAccuracy(
                name,
                accuracy(
                        outcomes,
                        Outcome::labels,
                        outcome -> status(thresholds, outcome),
                        CalibrationCurve.error(outcomes)),
                accuracy(outcomes, Outcome::kinds, outcome -> kindStatus(thresholds, outcome), null));
    }

    private static Manifest.Accuracy accuracy(
            List<Outcome> outcomes,
            Function<Outcome, Ranking> answer,
            Function<Outcome, Status> status,
            @Nullable Double calibrationError) {
        List<Outcome> recognised = outcomes.stream()
                .filter(outcome -> status.apply(outcome) == Status.RECOGNISED)
                .toList();
        Predicate<Outcome> correct = outcome -> answer.apply(outcome).isCorrect();
        return new Manifest.Accuracy(
                outcomes.size(),
                share(outcomes, correct),
                share(outcomes, outcome -> answer.apply(outcome).isAmongCandidates()),
                (double) recognised.size() / outcomes.size(),
                recognised.isEmpty() ? null : share(recognised, correct),
                share(outcomes, outcome -> status.apply(outcome) == Status.UNKNOWN),
                calibrationError);
    }

    EvaluationResult.Details details(EvaluationSet set, double unknownBelow) {
        return new EvaluationResult.Details(
                set,
                unknownBelow,
                perLabel(),
                confusions(),
                CalibrationCurve.bins(calibrated()),
                !crossFitted.isEmpty());
    }

    /** The outcomes whose confidence is compared with the accuracy. */
    private List<Outcome> calibrated() {
        return crossFitted.isEmpty() ? fruit : crossFitted;
    }

    private List<LabelResult> perLabel() {
        return fruit.stream().collect(Collectors.groupingBy(Outcome::label)).entrySet().stream()
                .map(label -> new LabelResult(
                        label.getKey(),
                        label.getValue().size(),
                        label.getValue().stream().filter(Outcome::isCorrect).count(),
                        label.getValue().stream()
                                .filter(outcome -> outcome.labels().isAmongCandidates())
                                .count()))
                .sorted(Comparator.comparing(LabelResult::label))
                .toList();
    }

    private List<Confusion> confusions() {
        return fruit.stream()
                .filter(outcome -> !outcome.isCorrect())
                .collect(Collectors.groupingBy(
                        outcome -> List.of(outcome.label(), outcome.answer()), Collectors.counting()))
                .entrySet()
                .stream()
                .map(pair -> new Confusion(pair.getKey().get(0), pair.getKey().get(1), pair.getValue()))
                .sorted(Comparator.comparingLong(Confusion::queries)
                        .reversed()
                        .thenComparing(Confusion::label)
                        .thenComparing(Confusion::answer))
                .toList();
    }

    /**
     * Returns the area under the receiver operating characteristic of the nearest photo's similarity: the probability
     * that a photo of fruit is more similar than a negative, ties counting half (Hanley and McNeil 1982).
     */
    private double auroc() {
        double wins = 0;
        for (Outcome yes : fruit) {
            for (Outcome no : negatives) {
                int order = Double.compare(yes.similarity(), no.similarity());
                wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
            }
        }
        return wins / ((double) fruit.size() * negatives.size());
    }

    /** The status of the label, which is RECOGNISED only if the kind is. */
    private static Status status(Thresholds thresholds, Outcome outcome) {
        return thresholds
                .status(
                        outcome.similarity(),
                        outcome.labels().confidence(),
                        outcome.labels().second())
                .atBest(kindStatus(thresholds, outcome))
                .atBest(outcome.labels().atBest());
    }

    private static Status kindStatus(Thresholds thresholds, Outcome outcome) {
        return thresholds
                .kindStatus(
                        outcome.similarity(),
                        outcome.kinds().confidence(),
                        outcome.kinds().second())
                .atBest(outcome.kinds().atBest());
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> condition) {
        return outcomes.isEmpty()
                ? 0
                : (double) outcomes.stream().filter(condition).count() / outcomes.size();
    }
}
