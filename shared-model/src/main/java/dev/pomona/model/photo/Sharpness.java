package dev.pomona.model.photo;

/** Tells sharp pictures from blurred ones: shaken, out of focus, or enlarged from a few pixels. */
public final class Sharpness {

    /**
     * Pictures with less are blurred. Of 1,200 photos of ten sources none has less than 0.08; blurred with a standard
     * deviation of 3 pixels of the view, nearly all have.
     */
    public static final double LEAST = 0.05;

    /** Share of the pixels at the sharpest edges. */
    private static final double EDGES = 0.01;

    /** Largest Laplacian. */
    private static final int MOST = 8;

    /** Steps of 1 in which it is measured. */
    private static final int STEPS = 1000;

    private Sharpness() {}

    /**
     * Returns how steep the sharpest edges are: the Laplacian of the lightness that 1 % of the pixels reach, 0 to 8
     * in steps of 0.001. A picture need not be sharp all over.
     *
     * @param views rendered views (see {@link ViewRenderer})
     * @param begin where the view begins
     * @param side of the view, in pixels, at least 3
     */
    public static double of(float[] views, int begin, int side) {
        float[] lightness = new float[side * side];
        for (int i = 0; i < lightness.length; i++) {
            int at = begin + i * ViewRenderer.CHANNELS;
            lightness[i] = (views[at] + views[at + 1] + views[at + 2]) / ViewRenderer.CHANNELS;
        }
        int[] counts = new int[MOST * STEPS + 1];
        for (int y = 1; y < side - 1; y++) {
            for (int at = y * side + 1; at < (y + 1) * side - 1; at++) {
                float laplacian = 4 * lightness[at]
                        - lightness[at - 1]
                        - lightness[at + 1]
                        - lightness[at - side]
                        - lightness[at + side];
                counts[Math.min(MOST * STEPS, (int) (STEPS * Math.abs(laplacian)))]++;
            }
        }
        double edges = EDGES * (side - 2) * (side - 2);
        int step = MOST * STEPS;
        for (int steeper = counts[step]; steeper < edges; steeper += counts[step]) {
            step--;
        }
        return (double) step / STEPS;
    }
}
