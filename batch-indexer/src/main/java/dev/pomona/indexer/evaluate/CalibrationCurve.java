package dev.pomona.indexer.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Confidence against what was right, in {@value #BINS} bins of equal width. */
final class CalibrationCurve {

    private static final int BINS = 10;

    private CalibrationCurve() {}

    /** The bins that hold answers, least confident first. */
    static List<HeldOutDetails.CalibrationBin> bins(List<JudgedAnswer> answers) {
        List<HeldOutDetails.CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            int number = bin;
            List<JudgedAnswer> inBin =
                    answers.stream().filter(answer -> binOf(answer) == number).toList();
            if (!inBin.isEmpty()) {
                double confidence = inBin.stream()
                        .mapToDouble(JudgedAnswer::confidence)
                        .average()
                        .orElseThrow();
                double right =
                        (double) inBin.stream().filter(JudgedAnswer::right).count() / inBin.size();
                bins.add(new HeldOutDetails.CalibrationBin(inBin.size(), confidence, right));
            }
        }
        return bins;
    }

    /** Expected calibration error: the mean gap of the bins, weighted by their size (Guo et al. 2017). */
    static double error(List<JudgedAnswer> answers) {
        double gaps = 0;
        for (HeldOutDetails.CalibrationBin bin : bins(answers)) {
            gaps += bin.photos() * Math.abs(bin.confidence() - bin.right());
        }
        return answers.isEmpty() ? 0 : gaps / answers.size();
    }

    private static int binOf(JudgedAnswer answer) {
        return Math.min(BINS - 1, (int) (answer.confidence() * BINS));
    }
}
