package dev.pomona.indexer.evaluate;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Tally;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.recognition.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The judged answers to the held-out photos, and the figures that follow from them. */
record HeldOutAnswers(List<Judged> answers) {

    /** Share of held-out fruit that must not be taken for UNKNOWN. */
    static final double KEPT = 0.95;

    /** Share of the answers given without reservation that must be right. */
    static final double PRECISION = 0.9;

    private static final int SHOWN = 5;
    private static final int BINS = 10;

    /**
     * One answer.
     *
     * @param similarity of the nearest neighbour
     * @param confidence of the first candidate
     * @param rank of the right label among the candidates, from 1; 0 if it is not among them
     */
    record Judged(double similarity, double confidence, int rank) {

        boolean right() {
            return rank == 1;
        }
    }

    static HeldOutAnswers judge(List<AnsweredPhoto> photos, Vote vote, Calibration calibration) {
        List<Judged> judged = new ArrayList<>();
        for (AnsweredPhoto photo : photos) {
            List<Tally> ranked = vote.count(photo.hits()).stream()
                    .sorted(Comparator.comparingDouble((Tally tally) -> calibration.confidence(tally))
                            .reversed())
                    .toList();
            int rank = ranked.stream().map(Tally::label).toList().indexOf(photo.label()) + 1;
            judged.add(new Judged(
                    photo.hits().nearest().get(0).similarity(), calibration.confidence(ranked.get(0)), rank));
        }
        return new HeldOutAnswers(judged);
    }

    /**
     * The similarity that {@value #KEPT} of the photos reach, and the least confidence from which on {@value
     * #PRECISION} of the answers are right.
     */
    Thresholds thresholds() {
        double[] similarities =
                answers.stream().mapToDouble(Judged::similarity).sorted().toArray();
        double unknownBelow = similarities[(int) Math.floor((1 - KEPT) * similarities.length)];
        return new Thresholds(unknownBelow, recognisedFrom());
    }

    private double recognisedFrom() {
        List<Judged> surestFirst = answers.stream()
                .sorted(Comparator.comparingDouble(Judged::confidence).reversed())
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
        Predicate<Judged> recognised = answer -> status(thresholds, answer) == Status.RECOGNISED;
        return new Manifest.Evaluation(
                source,
                answers.size(),
                share(answers, Judged::right),
                share(answers, answer -> answer.rank() >= 1 && answer.rank() <= SHOWN),
                share(answers, recognised),
                share(answers.stream().filter(recognised).toList(), Judged::right),
                share(answers, answer -> status(thresholds, answer) == Status.UNKNOWN),
                calibrationError());
    }

    private static Status status(Thresholds thresholds, Judged answer) {
        return thresholds.status(answer.similarity(), answer.confidence());
    }

    /** Expected calibration error: the mean gap between confidence and share right, over bins weighted by size. */
    private double calibrationError() {
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        for (Judged answer : answers) {
            int bin = Math.min(BINS - 1, (int) (answer.confidence() * BINS));
            confidence[bin] += answer.confidence();
            right[bin] += answer.right() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidence[bin] - right[bin]);
        }
        return error / answers.size();
    }

    private static double share(List<Judged> answers, Predicate<Judged> condition) {
        return answers.isEmpty()
                ? 0
                : (double) answers.stream().filter(condition).count() / answers.size();
    }
}
