package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult.CalibrationBin;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Confidence against accuracy; each point is labelled with its number of queries. */
final class CalibrationPlot {

    /** Per cent between a point and its number, which stands on the side away from the dashed line. */
    private static final double APART = 5;

    private CalibrationPlot() {}

    static XYChart chart(RunReport report) {
        return chart(report.heldOut().calibration());
    }

    private static XYChart chart(List<CalibrationBin> bins) {
        XYChart chart = PlotStyle.chart(620, 500, "Confidence", "Accuracy");
        chart.getStyler().setXAxisDecimalPattern("0' %'").setYAxisDecimalPattern("0' %'");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(105.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(70).setYAxisTickMarkSpacingHint(70);
        PlotStyle.dashes(
                chart.addSeries("Perfect calibration", new double[] {0, 100}, new double[] {0, 100}), PlotStyle.SOFT);
        double[] confidence =
                bins.stream().mapToDouble(bin -> 100 * bin.confidence()).toArray();
        double[] accuracy =
                bins.stream().mapToDouble(bin -> 100 * bin.accuracy()).toArray();
        XYSeries measured = chart.addSeries("Held-out photos, with their number", confidence, accuracy);
        PlotStyle.line(measured, PlotStyle.LEAF, 2.5f);
        measured.setMarker(SeriesMarkers.CIRCLE);
        measured.setMarkerColor(PlotStyle.LEAF);
        bins.forEach(bin -> chart.addAnnotation(number(bin)));
        return chart;
    }

    private static AnnotationText number(CalibrationBin bin) {
        double apart = bin.accuracy() < bin.confidence() ? -APART : APART;
        return new AnnotationText(
                Numbers.count(bin.queries()), 100 * bin.confidence(), 100 * bin.accuracy() + apart, false);
    }
}
