package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.HeldOutDetails;
import dev.pomona.model.index.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Everything the report shows; also written as metrics.json.
 *
 * @param manifest the version's manifest, without its list of files
 * @param rejects number of rejects by reason
 * @param rejectExamples some names of rejects by reason
 * @param explainedVariance share of the variance each of all components explains, kept or not, largest first
 * @param heldOut what the held-out photos said
 * @param map some photos of each label by the first two coordinates of their reduced vectors
 * @param stageSeconds how long each stage took, in the order they ran
 * @param outcome in words: whether the version became current, or why not
 */
public record RunReport(
        Manifest manifest,
        Map<String, Long> rejects,
        Map<String, List<String>> rejectExamples,
        List<Double> explainedVariance,
        HeldOutDetails heldOut,
        List<MapPoint> map,
        Map<String, Double> stageSeconds,
        String outcome) {

    /** A photo's label and the first two coordinates of its reduced vector, which has length 1. */
    public record MapPoint(String label, double first, double second) {}
}
