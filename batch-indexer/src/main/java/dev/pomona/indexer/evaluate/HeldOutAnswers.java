package dev.pomona.indexer.evaluate;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The judged answers to the held-out photos, and the figures that follow from them.
 *
 * @param fruit answers to photos of indexed labels
 * @param negatives answers to photos of other things
 * @param crossFitted the answers to fruit, each judged by a calibration fitted without its label; empty if there is none
 */
record HeldOutAnswers(List<JudgedAnswer> fruit, List<JudgedAnswer> negatives, List<JudgedAnswer> crossFitted) {

    /** Share of held-out fruit that must not be taken for UNKNOWN. */
    static final double KEPT = 0.95;

    /** Share of the answers given without reservation that must be right. */
    static final double PRECISION = 0.9;

    /**
     * The similarity that {@value #KEPT} of the photos reach, and the least confidence from which on {@value
     * #PRECISION} of the answers are right.
     */
    Thresholds thresholds() {
        double[] similarities =
                fruit.stream().mapToDouble(JudgedAnswer::similarity).sorted().toArray();
        double unknownBelow = similarities[(int) Math.floor((1 - KEPT) * similarities.length)];
        return new Thresholds(unknownBelow, recognisedFrom());
    }

    private double recognisedFrom() {
        List<JudgedAnswer> surestFirst = fruit.stream()
                .sorted(Comparator.comparingDouble(JudgedAnswer::confidence).reversed())
                .toList();
        double threshold = 1;
        int right = 0;
        for (int i = 0; i < surestFirst.size(); i++) {
            right += surestFirst.get(i).right() ? 1 : 0;
            if (right >= PRECISION * (i + 1)) {
                threshold = surestFirst.get(i).confidence();
            }
        }
        return threshold;
    }

    Manifest.Evaluation evaluation(String source, Thresholds thresholds) {
        Predicate<JudgedAnswer> recognised = answer -> status(thresholds, answer) == Status.RECOGNISED;
        Predicate<JudgedAnswer> unknown = answer -> status(thresholds, answer) == Status.UNKNOWN;
        List<JudgedAnswer> answeredAsRecognised =
                fruit.stream().filter(recognised).toList();
        Manifest.Accuracy accuracy = new Manifest.Accuracy(
                fruit.size(),
                share(fruit, JudgedAnswer::right),
                share(fruit, JudgedAnswer::shown),
                share(fruit, recognised),
                answeredAsRecognised.isEmpty() ? null : share(answeredAsRecognised, JudgedAnswer::right),
                share(fruit, unknown),
                CalibrationCurve.error(calibrated()));
        return new Manifest.Evaluation(
                source,
                accuracy,
                negatives.isEmpty()
                        ? null
                        : new Manifest.OutOfDistribution(
                                negatives.size(), share(negatives, unknown.negate()), auroc()));
    }

    HeldOutDetails details(Asked asked) {
        return new HeldOutDetails(
                asked,
                thresholds().unknownBelow(),
                perLabel(),
                confusions(),
                CalibrationCurve.bins(calibrated()),
                !crossFitted.isEmpty());
    }

    /** The answers whose confidence is held against the truth. */
    private List<JudgedAnswer> calibrated() {
        return crossFitted.isEmpty() ? fruit : crossFitted;
    }

    private List<HeldOutDetails.LabelResult> perLabel() {
        return fruit.stream().collect(Collectors.groupingBy(JudgedAnswer::label)).entrySet().stream()
                .map(label -> new HeldOutDetails.LabelResult(
                        label.getKey(),
                        label.getValue().size(),
                        label.getValue().stream().filter(JudgedAnswer::right).count(),
                        label.getValue().stream().filter(JudgedAnswer::shown).count()))
                .sorted(Comparator.comparing(HeldOutDetails.LabelResult::label))
                .toList();
    }

    private List<HeldOutDetails.Confusion> confusions() {
        return fruit.stream()
                .filter(answer -> !answer.right())
                .collect(Collectors.groupingBy(
                        answer -> List.of(answer.label(), answer.answered()), Collectors.counting()))
                .entrySet()
                .stream()
                .map(pair -> new HeldOutDetails.Confusion(
                        pair.getKey().get(0), pair.getKey().get(1), pair.getValue()))
                .sorted(Comparator.comparingLong(HeldOutDetails.Confusion::photos)
                        .reversed()
                        .thenComparing(HeldOutDetails.Confusion::label)
                        .thenComparing(HeldOutDetails.Confusion::takenFor))
                .toList();
    }

    /**
     * Area under the receiver operating characteristic of the nearest photo's similarity: the chance that a photo of
     * fruit is more similar than one of something else, ties counting half (Hanley and McNeil 1982).
     */
    private double auroc() {
        double wins = 0;
        for (JudgedAnswer yes : fruit) {
            for (JudgedAnswer no : negatives) {
                int order = Double.compare(yes.similarity(), no.similarity());
                wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
            }
        }
        return wins / ((double) fruit.size() * negatives.size());
    }

    private static Status status(Thresholds thresholds, JudgedAnswer answer) {
        return thresholds.status(answer.similarity(), answer.confidence());
    }

    private static double share(List<JudgedAnswer> answers, Predicate<JudgedAnswer> condition) {
        return answers.isEmpty()
                ? 0
                : (double) answers.stream().filter(condition).count() / answers.size();
    }
}
