package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.EvaluationResult.CalibrationBin;
import java.util.ArrayList;
import java.util.List;

/** Confidence against accuracy, in {@value #BINS} bins of equal width. */
final class CalibrationCurve {

    private static final int BINS = 10;

    private CalibrationCurve() {}

    /** Returns the bins that are not empty, least confident first. */
    static List<CalibrationBin> bins(List<Outcome> outcomes) {
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int number = bin;
            List<Outcome> inBin = outcomes.stream()
                    .filter(outcome -> binOf(outcome) == number)
                    .toList();
            if (!inBin.isEmpty()) {
                double confidence = inBin.stream()
                        .mapToDouble(outcome -> outcome.labels().confidence())
                        .average()
                        .orElseThrow();
                double accuracy =
                        (double) inBin.stream().filter(Outcome::isCorrect).count() / inBin.size();
                bins.add(new CalibrationBin(inBin.size(), confidence, accuracy));
            }
        }
        return bins;
    }

    /** Returns the expected calibration error: the mean gap of the bins, weighted by their size (Guo et al. 2017). */
    static double error(List<Outcome> outcomes) {
        double gaps = 0;
        for (CalibrationBin bin : bins(outcomes)) {
            gaps += bin.queries() * Math.abs(bin.confidence() - bin.accuracy());
        }
        return outcomes.isEmpty() ? 0 : gaps / outcomes.size();
    }

    private static int binOf(Outcome outcome) {
        return Math.min(BINS - 1, (int) (outcome.labels().confidence() * BINS));
    }
}
