package dev.pomona.indexer.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The variance each component explains and what they explain together, with the elbow and the components kept. */
final class ScreePlot {

    private static final int TOGETHER = 0;
    private static final int EACH = 1;

    private ScreePlot() {}

    static XYChart chart(RunReport report) {
        return chart(report.explainedVariance(), report.manifest().reduction().components());
    }

    private static XYChart chart(List<Double> shares, int kept) {
        CumulativeVariance variance = new CumulativeVariance(shares);
        XYChart chart = PlotStyle.chart(900, 440, "Components", "Variance explained together");
        chart.setYAxisGroupTitle(EACH, "By each component");
        chart.getStyler().setYAxisGroupPosition(EACH, YAxisPosition.Right);
        chart.getStyler().setYAxisGroupTitleColor(EACH, PlotStyle.INK);
        chart.getStyler().setYAxisDecimalPattern("0' %'");
        chart.getStyler().putYAxisGroupDecimalPatternMap(EACH, "0.##' %'");
        chart.getStyler().setYAxisMin(TOGETHER, 0.0).setYAxisMax(TOGETHER, 100.0);
        chart.getStyler().setYAxisMin(EACH, 0.0);
        // Not a whole number: XChart labels the axis at multiples of a data point where all are equally spaced.
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(shares.size() + 0.5);
        each(chart, shares);
        together(chart, variance);
        keptMark(chart, kept, variance);
        elbowMark(chart, variance);
        return chart;
    }

    private static void each(XYChart chart, List<Double> shares) {
        double[] percent = shares.stream().mapToDouble(share -> 100 * share).toArray();
        XYSeries each = chart.addSeries("By each component", numbers(percent.length), percent);
        PlotStyle.line(each, PlotStyle.LEAF_PALE, 1);
        each.setYAxisGroup(EACH);
        each.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        each.setFillColor(PlotStyle.LEAF_TINT);
    }

    private static void together(XYChart chart, CumulativeVariance variance) {
        double[] numbers = numbers(variance.components());
        double[] percent = Arrays.stream(numbers)
                .map(components -> 100 * variance.explainedBy((int) components))
                .toArray();
        PlotStyle.line(chart.addSeries("Together", numbers, percent), PlotStyle.LEAF, 2.5f);
    }

    private static void keptMark(XYChart chart, int kept, CumulativeVariance variance) {
        String name = "Kept: %d (%s)".formatted(kept, Numbers.percent(variance.explainedBy(kept)));
        PlotStyle.dashes(chart.addSeries(name, new double[] {kept, kept}, new double[] {0, 100}), PlotStyle.BLUE);
    }

    private static void elbowMark(XYChart chart, CumulativeVariance variance) {
        OptionalInt elbow = variance.elbow();
        if (elbow.isEmpty()) {
            return;
        }
        int last = variance.components();
        double[] ends = {100 * variance.explainedBy(1), 100 * variance.explainedBy(last)};
        PlotStyle.dashes(chart.addSeries("Chord", new double[] {1, last}, ends), PlotStyle.SOFT);
        double share = variance.explainedBy(elbow.getAsInt());
        String name = "Elbow: %d (%s)".formatted(elbow.getAsInt(), Numbers.percent(share));
        XYSeries mark = chart.addSeries(name, new double[] {elbow.getAsInt()}, new double[] {100 * share});
        PlotStyle.points(mark, PlotStyle.AMBER, SeriesMarkers.DIAMOND);
    }

    private static double[] numbers(int last) {
        return IntStream.rangeClosed(1, last).asDoubleStream().toArray();
    }
}
