package dev.pomona.indexer.evaluate;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import java.util.List;

/**
 * The result of an evaluation.
 *
 * @param rules the answer rules, calibrated on the queries
 * @param evaluation the figures
 * @param details the same by label and by confidence
 * @param outcomes one a query, negatives excluded
 */
public record EvaluationResult(
        AnswerRules rules, Manifest.Evaluation evaluation, Details details, List<Outcome> outcomes) {

    /** Where nothing was held out. */
    public static final EvaluationResult NONE =
            new EvaluationResult(AnswerRules.UNMEASURED, Manifest.Evaluation.NONE, Details.NONE, List.of());

    public EvaluationResult {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Details of an evaluation, for the report.
     *
     * @param set the evaluation set
     * @param labels each label of the queries
     * @param confusions pairs of a true label and a wrong answer, most frequent first
     * @param calibration confidence against accuracy, least confident first
     * @param crossFitted whether that confidence was fitted without the query's label
     */
    public record Details(
            EvaluationSet set,
            List<LabelResult> labels,
            List<Confusion> confusions,
            List<CalibrationBin> calibration,
            boolean crossFitted) {

        public static final Details NONE = new Details(EvaluationSet.NONE, List.of(), List.of(), List.of(), false);

        public Details {
            labels = List.copyOf(labels);
            confusions = List.copyOf(confusions);
            calibration = List.copyOf(calibration);
        }
    }

    /**
     * The result of one label.
     *
     * @param queries queries of this label
     * @param correct of these, how many have it as first candidate
     * @param amongFive of these, how many have it among the first five candidates
     */
    public record LabelResult(String label, long queries, long correct, long amongFive) {}

    /**
     * A label that is answered for another.
     *
     * @param label the true label
     * @param answer the first candidate
     * @param queries how many
     */
    public record Confusion(String label, String answer, long queries) {}

    /**
     * Queries of about the same confidence.
     *
     * @param queries how many
     * @param confidence their mean confidence, 0 to 1
     * @param accuracy share of them whose first candidate is right, 0 to 1
     */
    public record CalibrationBin(long queries, double confidence, double accuracy) {}
}
