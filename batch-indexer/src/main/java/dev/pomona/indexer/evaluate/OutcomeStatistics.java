package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.indexer.evaluate.Outcome.Ranking;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** The same where that declines more of the negatives; about half of the answers between the two are wrong. */
    private static final double KEPT_AT_LEAST = 0.92;

    /** Sources with fewer queries are judged together: one standard error of a share of them would be over three points. */
    private static final int FEWEST_OF_SOURCE = 100;

    /** Share of the negatives that should be UNKNOWN. */
    private static final double DECLINED = 0.99;

    /** Share of the fruit of kinds that are not indexed that may be RECOGNISED, if enough queries still are. */
    private static final double UNSEEN = 0.05;

    /** The same where too few queries would be. */
    private static final double MOST_UNSEEN = 0.1;

    /** Share of the queries of every source that are familiar enough to be RECOGNISED, if that lets no more through. */
    private static final double FAMILIAR = 0.9;

    /** Share of the negatives that may be RECOGNISED. */
    private static final double MOST_NEGATIVES = 0.01;

    /** Distance from the precision that is put up with where it is never reached. */
    private static final double NEARLY = 0.05;

    /** Answers of which a precision that is not reached is measured at least. */
    private static final int FEWEST_ANSWERS = 50;

    /**
     * Returns the thresholds that hold for the worst source: a familiarity that most of the queries of every source
     * reach, and the least confidences above which enough of the answers of every source are right.
     *
     * <p>UNKNOWN ends where {@value #DECLINED} of the negatives are declined, or below, where {@value #KEPT_AT_LEAST} of the
     * queries of every source are kept; without negatives where {@value #KEPT} are. RECOGNISED takes a familiarity that
     * at most {@value #UNSEEN} of the fruit that is not indexed, and {@value #MOST_NEGATIVES} of the negatives, reach
     * with enough confidence. Where fewer than {@value #FAMILIAR} of the queries of some source reach it, that of them which
     * does, but at most {@value #MOST_UNSEEN} of that fruit.
     *
     * @param precision share of the RECOGNISED answers that must be right
     * @param unseen outcomes of fruit of kinds that are not indexed
     */
    Thresholds thresholds(double precision, List<Outcome> unseen) {
        double kindsFrom =
                leastOfWorst(source -> leastConfidence(source.stream().map(Outcome::kinds), precision));
        double unknownBelow = negatives.isEmpty()
                ? familiarityOf(KEPT)
                : Math.min(familiarityOf(KEPT_AT_LEAST), Math.nextUp(quantile(familiarities(negatives), DECLINED)));
        return new Thresholds(
                unknownBelow,
                Stream.of(
                                unknownBelow,
                                Math.min(
                                        familiarityAbove(unseen, kindsFrom, UNSEEN),
                                        Math.max(
                                                familiarityAbove(unseen, kindsFrom, MOST_UNSEEN),
                                                familiarityOf(FAMILIAR))),
                                familiarityAbove(negatives, kindsFrom, MOST_NEGATIVES))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                leastOfWorst(source ->
                        leastConfidence(source.stream().filter(Outcome::decided).map(Outcome::labels), precision)),
                kindsFrom);
    }

    /** Returns the familiarity that at most this share of the photos reaches whose kind is as confident as this. */
    private static double familiarityAbove(List<Outcome> outcomes, double confidence, double share) {
        double[] reached = familiarities(outcomes.stream()
                .filter(outcome ->
                        outcome.kinds().canBeRecognised() && outcome.kinds().confidence() >= confidence)
                .toList());
        int allowed = (int) (share * outcomes.size());
        return reached.length <= allowed
                ? Double.NEGATIVE_INFINITY
                : Math.nextUp(reached[reached.length - 1 - allowed]);
    }

    /** Returns the familiarity that this share of the queries of every source reach. */
    private double familiarityOf(double share) {
        return sources().stream()
                .mapToDouble(source -> quantile(familiarities(source), 1 - share))
                .min()
                .orElseThrow();
    }

    /** Returns the familiarity of each, least first. */
    private static double[] familiarities(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::familiarity).sorted().toArray();
    }

    /** Returns the value that all but this share of some sorted values reach. */
    static double quantile(double[] sorted, double share) {
        double rank = share * sorted.length * (1 + 1e-9); // 1 - 0.92 is less than 0.08
        return sorted[Math.min(sorted.length - 1, (int) rank)];
    }

    private double leastOfWorst(ToDoubleFunction<List<Outcome>> threshold) {
        return sources().stream().mapToDouble(threshold).max().orElseThrow();
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

    /**
     * Returns the lowest confidence from which this share of the answers is right. Where none is and one comes within {@value
     * #NEARLY}, the one of the highest precision: a few wrong labels of the queries themselves must not silence an index.
     * Otherwise 1, which no confidence reaches. Where all answers together are precise enough, no more than the precision itself:
     * easy queries are all more confident than a calibrated confidence needs to be.
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
        boolean reachedByAll = !mostConfidentFirst.isEmpty()
                && threshold
                        == mostConfidentFirst.get(mostConfidentFirst.size() - 1).confidence();
        return threshold == 1 ? nearest : reachedByAll ? Math.min(threshold, precision) : threshold;
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
                                auroc(fruit, negatives)),
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
     * @param negatives outcomes of photos of no fruit
     * @param thresholds set without them, if there are other sources
     */
    static Manifest.SourceAccuracy ofSource(
            String name, List<Outcome> outcomes, List<Outcome> negatives, Thresholds thresholds) {
        return new Manifest.SourceAccuracy(
                name,
                accuracy(
                        outcomes,
                        Outcome::labels,
                        outcome -> status(thresholds, outcome),
                        CalibrationCurve.error(outcomes)),
                accuracy(outcomes, Outcome::kinds, outcome -> kindStatus(thresholds, outcome), null),
                negatives.isEmpty() ? null : auroc(outcomes, negatives));
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

    EvaluationResult.Details details(EvaluationSet set) {
        return new EvaluationResult.Details(
                set, perLabel(), confusions(), CalibrationCurve.bins(calibrated()), !crossFitted.isEmpty());
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
     * Returns the area under the receiver operating characteristic of the familiarity: the probability
     * that a photo of fruit is more familiar than a negative, ties counting half (Hanley and McNeil 1982).
     */
    private static double auroc(List<Outcome> fruit, List<Outcome> negatives) {
        double wins = 0;
        for (Outcome yes : fruit) {
            for (Outcome no : negatives) {
                int order = Double.compare(yes.familiarity(), no.familiarity());
                wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
            }
        }
        return wins / ((double) fruit.size() * negatives.size());
    }

    /** The status of the label, which is RECOGNISED only if the kind is. */
    private static Status status(Thresholds thresholds, Outcome outcome) {
        return thresholds
                .status(
                        outcome.familiarity(),
                        outcome.labels().confidence(),
                        outcome.labels().second())
                .atBest(kindStatus(thresholds, outcome))
                .atBest(outcome.labels().atBest());
    }

    private static Status kindStatus(Thresholds thresholds, Outcome outcome) {
        return thresholds
                .kindStatus(
                        outcome.familiarity(),
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
