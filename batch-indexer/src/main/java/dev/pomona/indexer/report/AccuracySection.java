package dev.pomona.indexer.report;

import dev.pomona.model.index.Manifest.Evaluation;
import dev.pomona.model.recognition.Thresholds;
import java.util.List;

/** What the held-out photos and the photos of no fruit say. */
final class AccuracySection {

    private final Figure calibration;

    AccuracySection(Plot calibration) {
        this.calibration = new Figure(calibration, "Confidence against the share that was right");
    }

    Html html(RunReport report) {
        Evaluation evaluation = report.manifest().evaluation();
        return Html.join(List.of(
                evaluation.photos() == 0
                        ? new Html("<p>Nothing was held out, so nothing is known of how often the index is right.</p>")
                        : heldOut(evaluation),
                evaluation.negatives() == 0
                        ? new Html("<p>No photos of other things than fruit were asked.</p>")
                        : negatives(evaluation),
                thresholds(report.manifest().answerRules().thresholds()),
                calibration(report)));
    }

    private static Html heldOut(Evaluation evaluation) {
        return Html.fill(
                """
                <p>{} photos the index does not hold were asked ({}).</p>
                <div class="tiles">
                {}
                </div>""",
                Numbers.count(evaluation.photos()),
                evaluation.source(),
                tiles(
                        new Tile(Numbers.percent(evaluation.top1()), "right at first (top 1)"),
                        new Tile(Numbers.percent(evaluation.top5()), "right among five (top 5)"),
                        new Tile(Numbers.percent(evaluation.recognised()), "recognised: answered without reservation"),
                        new Tile(Numbers.percent(evaluation.recognisedRight()), "of the recognised are right"),
                        new Tile(Numbers.percent(evaluation.unknown()), "unknown: wrongly taken for no fruit"),
                        new Tile(Numbers.percent(evaluation.calibrationError()), "calibration error, ten bins")));
    }

    private static Html negatives(Evaluation evaluation) {
        return Html.fill(
                """
                <p>{} photos of other things than fruit were asked.</p>
                <div class="tiles">
                {}
                </div>""",
                Numbers.count(evaluation.negatives()),
                tiles(
                        new Tile(Numbers.percent(evaluation.falseAccepts()), "false accepts: not taken for unknown"),
                        new Tile(
                                Numbers.decimal(evaluation.auroc()),
                                "AUROC of the nearest similarity; 0.5 tells nothing, 1 all")));
    }

    private static Html tiles(Tile... tiles) {
        return Html.join(List.of(tiles).stream().map(Tile::html).toList());
    }

    private static Html thresholds(Thresholds thresholds) {
        return Html.fill(
                "<p class=\"soft\">UNKNOWN below similarity {}; RECOGNISED from confidence {}.</p>",
                Numbers.decimal(thresholds.unknownBelow()),
                Numbers.decimal(thresholds.recognisedFrom()));
    }

    private Html calibration(RunReport report) {
        if (report.heldOut().calibration().isEmpty()) {
            return Html.NOTHING;
        }
        Html caption = new Html("How sure the first candidate was, against how often it was right. Points below the"
                + " dashed line are too sure. The calibration error is the mean distance from it, weighted by photos"
                + " (Guo et al., 2017).");
        return calibration.html(report, caption);
    }
}
