package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.HeldOutDetails.CalibrationBin;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How sure answers were against how many of them were right; each point says how many photos it stands for. */
final class CalibrationPlot implements Plot {

    /** Per cent between a point and its number, which stands on the side away from the dashed line. */
    private static final double APART = 5;

    @Override
    public Drawing draw(RunReport report) {
        return PlotLook.drawing(chart(report.heldOut().calibration()));
    }

    private static XYChart chart(List<CalibrationBin> bins) {
        XYChart chart = PlotLook.chart(620, 500, "Confidence", "Share right");
        chart.getStyler().setXAxisDecimalPattern("0' %'").setYAxisDecimalPattern("0' %'");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setYAxisMin(0.0).setYAxisMax(105.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(70).setYAxisTickMarkSpacingHint(70);
        PlotLook.dashes(
                chart.addSeries("As sure as right", new double[] {0, 100}, new double[] {0, 100}), PlotLook.SOFT);
        double[] confidence =
                bins.stream().mapToDouble(bin -> 100 * bin.confidence()).toArray();
        double[] right = bins.stream().mapToDouble(bin -> 100 * bin.right()).toArray();
        XYSeries measured = chart.addSeries("Held-out photos, with their number", confidence, right);
        PlotLook.line(measured, PlotLook.LEAF, 2.5f);
        measured.setMarker(SeriesMarkers.CIRCLE);
        measured.setMarkerColor(PlotLook.LEAF);
        bins.forEach(bin -> chart.addAnnotation(number(bin)));
        return chart;
    }

    private static AnnotationText number(CalibrationBin bin) {
        double apart = bin.right() < bin.confidence() ? -APART : APART;
        return new AnnotationText(
                Numbers.count(bin.photos()), 100 * bin.confidence(), 100 * bin.right() + apart, false);
    }
}
