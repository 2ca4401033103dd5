package dev.pomona.indexer.report;

import java.util.function.Function;
import org.knowm.xchart.XYChart;

/**
 * The plots of the page.
 *
 * @param scree explained variance
 * @param calibration confidence against accuracy
 * @param map photos by the first two coordinates of their reduced vectors
 */
record Plots(
        Function<RunReport, XYChart> scree,
        Function<RunReport, XYChart> calibration,
        Function<RunReport, XYChart> map) {

    static final Plots XCHART = new Plots(ScreePlot::chart, CalibrationPlot::chart, MapPlot::chart);
}
