package dev.pomona.indexer.evaluate;

import java.util.List;

/**
 * What held-out photos say, in detail.
 *
 * @param asked how many of how many were asked
 * @param measuredUnknownBelow the similarity that 95 % of them reach; the threshold of UNKNOWN unless that was capped
 * @param labels each label that was asked for
 * @param confusions which labels were taken for which, most frequent first
 * @param calibration confidence against what was right, least confident first
 * @param crossFitted whether that confidence is one fitted without the photo's label
 */
public record HeldOutDetails(
        Asked asked,
        double measuredUnknownBelow,
        List<LabelResult> labels,
        List<Confusion> confusions,
        List<CalibrationBin> calibration,
        boolean crossFitted) {

    public HeldOutDetails {
        labels = List.copyOf(labels);
        confusions = List.copyOf(confusions);
        calibration = List.copyOf(calibration);
    }

    /** Where nothing was held out. */
    public static final HeldOutDetails NONE = new HeldOutDetails(Asked.NONE, 0, List.of(), List.of(), List.of(), false);

    /**
     * One label.
     *
     * @param asked photos of it that were asked
     * @param right of these, how many got it as the first candidate
     * @param rightInFive and how many among the first five
     */
    public record LabelResult(String label, long asked, long right, long rightInFive) {}

    /** How many photos of one label were taken for another. */
    public record Confusion(String label, String takenFor, long photos) {}

    /**
     * Answers of about the same confidence.
     *
     * @param photos how many
     * @param confidence their mean confidence, 0 to 1
     * @param right share that was right, 0 to 1
     */
    public record CalibrationBin(long photos, double confidence, double right) {}
}
