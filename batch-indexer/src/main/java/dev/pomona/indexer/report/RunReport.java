package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.model.index.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Everything the report shows; also written as metrics.json.
 *
 * @param manifest the version's manifest, without its list of files
 * @param rejects number of rejects by reason
 * @param rejectExamples some names of rejects by reason
 * @param explainedVariance share of the variance that each component explains, kept or not, largest first
 * @param heldOut details of the evaluation
 * @param map some photos of each label by the first two coordinates of their reduced vectors
 * @param stageSeconds duration of each stage in seconds, in the order they ran
 * @param comparison of the version with the current one
 * @param cards id of the card of each label that has one
 */
public record RunReport(
        Manifest manifest,
        Map<String, Long> rejects,
        Map<String, List<String>> rejectExamples,
        List<Double> explainedVariance,
        EvaluationResult.Details heldOut,
        List<MapPoint> map,
        Map<String, Double> stageSeconds,
        PairedComparison comparison,
        Map<String, String> cards) {

    /** A photo's label and the first two coordinates of its reduced vector, which has length 1. */
    public record MapPoint(String label, double first, double second) {}
}
