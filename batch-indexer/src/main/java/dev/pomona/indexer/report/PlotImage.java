package dev.pomona.indexer.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/**
 * A plot as the page shows it, or why there is none.
 *
 * @param png the picture in Base64, larger than it is shown, for sharp print and screens
 * @param width pixels it is shown wide
 * @param leastWidth pixels below which it is scrolled rather than shrunk, so that its lettering stays legible
 * @param problem why it could not be drawn; null if it was
 */
record PlotImage(
        String png, int width, long leastWidth, @Nullable String problem) {

    /** Pixels drawn for each pixel shown, a side. */
    private static final int SCALE = 2;

    private static final double LEGIBLE = 0.75;

    /**
     * Draws a chart. A machine without fonts or without AWT's native libraries cannot (AWT then throws errors, not
     * exceptions); there the reason takes the place of the plot, and the report is written all the same.
     */
    static PlotImage of(Supplier<XYChart> plot) {
        try {
            XYChart chart = plot.get();
            String png = Base64.getEncoder().encodeToString(png(chart));
            return new PlotImage(png, chart.getWidth(), Math.round(LEGIBLE * chart.getWidth()), null);
        } catch (RuntimeException | LinkageError | InternalError e) {
            return new PlotImage("", 0, 0, rootCause(e).toString());
        }
    }

    boolean drawn() {
        return problem == null;
    }

    private static byte[] png(XYChart chart) {
        BufferedImage image =
                new BufferedImage(SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /** AWT wraps its reason several times. */
    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootCause(cause);
    }
}
