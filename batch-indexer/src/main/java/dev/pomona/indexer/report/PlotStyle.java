package dev.pomona.indexer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The style of the plots. */
final class PlotStyle {

    static final Color INK = new Color(0x23281f);
    static final Color SOFT = new Color(0x5b6254);
    static final Color LINE = new Color(0xe5dfd2);
    static final Color LEAF = new Color(0x2d6a3a);
    static final Color LEAF_PALE = new Color(0x8cba86);
    static final Color LEAF_TINT = new Color(0xc9dfc4);
    static final Color AMBER = new Color(0xc06a00);
    static final Color BLUE = new Color(0x2f5d8c);

    private static final float[] DASHES = {6, 5};

    private PlotStyle() {}

    /** Returns an empty chart of this size, in pixels as shown. */
    static XYChart chart(int width, int height, String xTitle, String yTitle) {
        XYChart chart = new XYChart(width, height);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        surfaces(chart.getStyler());
        lettering(chart.getStyler());
        axes(chart.getStyler());
        return chart;
    }

    private static void surfaces(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartPadding(14);
        styler.setChartTitleVisible(false);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendPadding(16);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setMarkerSize(8);
        styler.setAntiAlias(true);
    }

    private static void lettering(XYStyler styler) {
        styler.setChartFontColor(INK);
        styler.setLegendFont(font(Font.PLAIN, 13));
        styler.setAnnotationTextFont(font(Font.PLAIN, 12));
        styler.setAnnotationTextFontColor(SOFT);
        styler.setAxisTitleFont(font(Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 13));
        styler.setAxisTickLabelsColor(SOFT);
        styler.setXAxisTitleColor(INK);
        styler.setYAxisTitleColor(INK);
    }

    private static Font font(int style, int pixels) {
        return new Font(Font.SANS_SERIF, style, pixels);
    }

    private static void axes(AxesChartStyler styler) {
        styler.setPlotGridLinesColor(LINE);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotTicksMarksVisible(false);
        styler.setAxisTickMarksColor(LINE);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTickPadding(6);
        styler.setAxisTitlePadding(10);
        styler.setXAxisDecimalPattern("#,##0");
        styler.setYAxisDecimalPattern("#,##0");
    }

    /** A line without points. */
    static void line(XYSeries series, Color colour, float width) {
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(SeriesMarkers.NONE);
    }

    /** A thin dashed line without points. */
    static void dashes(XYSeries series, Color colour) {
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Points without a line. */
    static void points(XYSeries series, Color colour, Marker marker) {
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(marker);
        series.setMarkerColor(colour);
    }
}
