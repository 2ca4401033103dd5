package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The figures that follow from the outcomes of an evaluation.
 *
 * @param fruit outcomes of photos of indexed labels
 * @param negatives outcomes of photos of no fruit
 * @param crossFitted the outcomes of {@code fruit}, each under a calibration fitted without its label; empty if there is
 *     none
 */
record OutcomeStatistics(List<Outcome> fruit, List<Outcome> negatives, List<Outcome> crossFitted) {

    /** Share of the queries of fruit that must not be UNKNOWN. */
    static final double KEPT = 0.95;

    /** Precision at RECOGNISED: share of the RECOGNISED answers that must be right. */
    static final double PRECISION_AT_RECOGNISED = 0.9;

    /**
     * Returns the similarity that {@value #KEPT} of the queries reach, and the least confidence above which {@value
     * #PRECISION_AT_RECOGNISED} of the answers are right.
     */
    Thresholds thresholds() {
        double[] similarities =
                fruit.stream().mapToDouble(Outcome::similarity).sorted().toArray();
        double unknownBelow = similarities[(int) Math.floor((1 - KEPT) * similarities.length)];
        return new Thresholds(unknownBelow, recognisedFrom());
    }

    private double recognisedFrom() {
        List<Outcome> mostConfidentFirst = fruit.stream()
                .sorted(Comparator.comparingDouble(Outcome::confidence).reversed())
                .toList();
        double threshold = 1;
        int correct = 0;
        for (int i = 0; i < mostConfidentFirst.size(); i++) {
            correct += mostConfidentFirst.get(i).isCorrect() ? 1 : 0;
            if (correct >= PRECISION_AT_RECOGNISED * (i + 1)) {
                threshold = mostConfidentFirst.get(i).confidence();
            }
        }
        return threshold;
    }

    Manifest.Evaluation evaluation(String source, Thresholds thresholds) {
        Predicate<Outcome> recognised = outcome -> status(thresholds, outcome) == Status.RECOGNISED;
        Predicate<Outcome> unknown = outcome -> status(thresholds, outcome) == Status.UNKNOWN;
        List<Outcome> answeredAsRecognised = fruit.stream().filter(recognised).toList();
        Manifest.Accuracy accuracy = new Manifest.Accuracy(
                fruit.size(),
                share(fruit, Outcome::isCorrect),
                share(fruit, Outcome::isAmongCandidates),
                share(fruit, recognised),
                answeredAsRecognised.isEmpty() ? null : share(answeredAsRecognised, Outcome::isCorrect),
                share(fruit, unknown),
                crossFitted.isEmpty() ? null : CalibrationCurve.error(crossFitted));
        return new Manifest.Evaluation(
                source,
                accuracy,
                negatives.isEmpty()
                        ? null
                        : new Manifest.OutOfDistribution(
                                negatives.size(), share(negatives, unknown.negate()), auroc()));
    }

    EvaluationResult.Details details(EvaluationSet set) {
        return new EvaluationResult.Details(
                set,
                thresholds().unknownBelow(),
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
                                .filter(Outcome::isAmongCandidates)
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

    private static Status status(Thresholds thresholds, Outcome outcome) {
        return thresholds.status(outcome.similarity(), outcome.confidence(), outcome.second());
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> condition) {
        return outcomes.isEmpty()
                ? 0
                : (double) outcomes.stream().filter(condition).count() / outcomes.size();
    }
}
