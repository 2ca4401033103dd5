package dev.pomona.indexer.report;

import dev.pomona.indexer.report.RunReport.MapPoint;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Photos by their first two coordinates, coloured by label. */
final class MapPlot {

    private static final Color GREY = new Color(0xd3d2cc);
    private static final int LONGEST_NAME = 26;

    /** Twelve colours; further labels take them again with another marker. */
    private static final List<Color> COLOURS = List.of(
            new Color(0xc23b33),
            new Color(0xe8871e),
            new Color(0xd9b310),
            new Color(0x4f9d3a),
            new Color(0x1c6b4a),
            new Color(0x2aa7a5),
            new Color(0x3d7dca),
            new Color(0x27408b),
            new Color(0x7b4fb0),
            new Color(0xc25fa4),
            new Color(0x7a4b2a),
            new Color(0x3a3f38));

    private static final List<Marker> MARKERS = List.of(SeriesMarkers.CIRCLE, SeriesMarkers.TRIANGLE_UP);

    private MapPlot() {}

    static XYChart chart(RunReport report) {
        return chart(MapGroups.of(report), MapGroups.axis(report));
    }

    private static XYChart chart(MapGroups groups, String axis) {
        XYChart chart = PlotStyle.chart(900, 600, "First " + axis, "Second " + axis);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(LegendLayout.Vertical).setLegendPadding(8);
        chart.getStyler().setPlotGridVerticalLinesVisible(true);
        chart.getStyler().setMarkerSize(7);
        if (!groups.others().isEmpty()) {
            XYSeries others = series(chart, "others", groups.others());
            PlotStyle.points(others, GREY, SeriesMarkers.CIRCLE);
            others.setShowInLegend(false);
        }
        int number = 0;
        for (Map.Entry<String, List<MapPoint>> group : groups.coloured().entrySet()) {
            XYSeries label = series(chart, "label " + number, group.getValue());
            label.setLabel(shortened(group.getKey()));
            Color colour = COLOURS.get(number % COLOURS.size());
            PlotStyle.points(label, colour, MARKERS.get(number / COLOURS.size()));
            number++;
        }
        return chart;
    }

    private static XYSeries series(XYChart chart, String name, List<MapPoint> points) {
        return chart.addSeries(
                name,
                points.stream().mapToDouble(MapPoint::first).toArray(),
                points.stream().mapToDouble(MapPoint::second).toArray());
    }

    /** XChart measures names, and cannot where there is nothing to measure. */
    private static String shortened(String label) {
        String line = label.isBlank() ? "(blank)" : label.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
}
