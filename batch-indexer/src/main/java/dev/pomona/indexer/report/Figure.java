package dev.pomona.indexer.report;

import java.util.Base64;

/** A plot in the page, with what it shows in words. */
record Figure(Plot plot, String alternative) {

    /** Share of its width below which a plot is scrolled rather than shrunk, for its lettering. */
    private static final double LEGIBLE = 0.75;

    /**
     * The drawing within the page. A machine without fonts or without AWT's native libraries cannot draw (AWT then
     * throws errors, not exceptions); there a line stands for the drawing, and the report is written all the same.
     */
    Html html(RunReport report, Html caption) {
        Drawing drawing;
        try {
            drawing = plot.draw(report);
        } catch (RuntimeException | LinkageError | InternalError e) {
            return Html.fill(
                    "<p class=\"note\">This plot could not be drawn on the machine that wrote the report ({}).</p>",
                    rootCause(e));
        }
        return Html.fill(
                """
                <figure>
                <div class="scroll" tabindex="0">
                <img alt="{}" style="min-width:{}px" width="{}" src="data:image/png;base64,{}">
                </div>
                <figcaption>{}</figcaption>
                </figure>""",
                alternative,
                Math.round(LEGIBLE * drawing.width()),
                drawing.width(),
                Base64.getEncoder().encodeToString(drawing.png()),
                caption);
    }

    /** AWT wraps its reason several times. */
    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootCause(cause);
    }
}
