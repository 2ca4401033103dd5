package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.Asked;
import dev.pomona.model.index.Manifest.Accuracy;
import dev.pomona.model.index.Manifest.Evaluation;
import dev.pomona.model.index.Manifest.OutOfDistribution;
import dev.pomona.model.recognition.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the held-out photos and the photos of no fruit say. */
final class AccuracySection {

    private static final Html CAPTION = new Html("How sure the first candidate was, against how often it was right."
            + " Points below the dashed line are too sure. The calibration error is the mean distance from it, weighted by"
            + " photos (Guo et al., “On Calibration of Modern Neural Networks”, 2017).");

    private final Figure calibration;

    AccuracySection(Plot calibration) {
        this.calibration = new Figure(calibration, "Confidence against the share that was right");
    }

    Html html(RunReport report) {
        Evaluation evaluation = report.manifest().evaluation();
        @Nullable Accuracy accuracy = evaluation.accuracy();
        @Nullable OutOfDistribution negatives = evaluation.outOfDistribution();
        return Html.join(List.of(
                accuracy == null
                        ? new Html("<p>Nothing was held out, so nothing is known of how often the index is right.</p>")
                        : heldOut(
                                evaluation.source(), accuracy, report.heldOut().asked()),
                negatives == null
                        ? new Html("<p>No photos of other things than fruit were asked.</p>")
                        : negatives(negatives, report.heldOut().asked()),
                thresholds(report),
                calibration(report)));
    }

    private static Html heldOut(String source, Accuracy accuracy, Asked asked) {
        return Html.fill(
                """
                <p>{} photos the index did not hold were asked ({}).{}{}</p>
                <div class="tiles">
                {}
                </div>""",
                Numbers.count(accuracy.queries()),
                source,
                sample(asked.fruit(), asked.ofFruit()),
                otherLabels(asked),
                tiles(
                        new Tile(Numbers.percent(accuracy.top1()), "right at first (top 1)"),
                        new Tile(Numbers.percent(accuracy.top5()), "right among five (top 5)"),
                        new Tile(Numbers.percent(accuracy.recognised()), "recognised: answered without reservation"),
                        new Tile(percent(accuracy.precisionAtRecognised()), "of the recognised are right"),
                        new Tile(Numbers.percent(accuracy.unknown()), "unknown: wrongly taken for no fruit"),
                        new Tile(Numbers.percent(accuracy.calibrationError()), "calibration error, ten bins")));
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Numbers.NONE : Numbers.percent(share);
    }

    private static String sample(long asked, long available) {
        return asked < available
                ? " They are a sample of %s, the same share of each label.".formatted(Numbers.count(available))
                : "";
    }

    private static String otherLabels(Asked asked) {
        return asked.otherLabels() > 0
                ? " %s others were not asked: their labels are not in the index."
                        .formatted(Numbers.count(asked.otherLabels()))
                : "";
    }

    private static Html negatives(OutOfDistribution negatives, Asked asked) {
        return Html.fill(
                """
                <p>{} photos of other things than fruit were asked.{}</p>
                <div class="tiles">
                {}
                </div>""",
                Numbers.count(negatives.queries()),
                sample(asked.negatives(), asked.ofNegatives()),
                tiles(
                        new Tile(Numbers.percent(negatives.falseAcceptRate()), "false accepts: not taken for unknown"),
                        new Tile(
                                Numbers.decimal(negatives.auroc()),
                                "AUROC of the nearest similarity; 0.5 tells nothing, 1 all")));
    }

    private static Html tiles(Tile... tiles) {
        return Html.join(List.of(tiles).stream().map(Tile::html).toList());
    }

    private static Html thresholds(RunReport report) {
        Thresholds thresholds = report.manifest().answerRules().thresholds();
        boolean measured = report.manifest().evaluation().accuracy() != null;
        return Html.fill(
                "<p class=\"soft\">UNKNOWN below similarity {}{}; RECOGNISED from confidence {}. {}</p>",
                Numbers.decimal(thresholds.unknownBelow()),
                measured ? cap(report.heldOut().measuredUnknownBelow(), thresholds.unknownBelow()) : "",
                Numbers.decimal(thresholds.recognisedFrom()),
                measured
                        ? "Both thresholds were set on the photos that the figures above are about: the shares of"
                                + " recognised and unknown flatter them a little."
                        : "These are the usual values.");
    }

    /** Why the threshold in use is not the measured one; nothing where it is. */
    private static String cap(double measured, double used) {
        return measured > used
                ? " (measured %s, capped to %s: held-out photos have near-duplicates among the indexed ones, what people"
                                .formatted(Numbers.decimal(measured), Numbers.decimal(used))
                        + " ask has not)"
                : "";
    }

    private Html calibration(RunReport report) {
        if (report.heldOut().calibration().isEmpty()) {
            return Html.NOTHING;
        }
        return Html.join(List.of(method(report.heldOut().crossFitted()), calibration.html(report, CAPTION)));
    }

    private static Html method(boolean crossFitted) {
        return Html.fill(
                "<p class=\"soft\">{} {}</p>",
                "Confidence is a logistic function of the similarity of the label’s nearest photo and of its margin over"
                        + " the best other label, fitted on the held-out photos by Platt scaling (J. Platt,"
                        + " “Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood"
                        + " Methods”, 1999).",
                crossFitted
                        ? "The curve and the calibration error are cross-fitted: each label’s photos are judged by a"
                                + " function fitted on other labels’ photos only, in five turns. The index has the one"
                                + " fitted on all."
                        : "The curve and the calibration error are of the photos it was fitted on, and flatter it.");
    }
}
