package dev.pomona.indexer.report;

/**
 * The plots of the page.
 *
 * @param scree explained variance
 * @param calibration confidence against share right
 * @param map photos by their first two discriminant coordinates
 */
record Plots(Plot scree, Plot calibration, Plot map) {

    /** Drawn with XChart. */
    static final Plots XCHART = new Plots(new ScreePlot(), new CalibrationPlot(), new MapPlot());
}
