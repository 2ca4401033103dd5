package dev.pomona.model.photo;

/** Tells pictures in colour from those without: grey ones, faded ones, and old ones in a single tint. */
public final class Colour {

    /**
     * Pictures with less are without colour. Grey and brown-tinted versions of 196 shop photos all have less, and 99.6 % of
     * 6,559 photos in colour have more (docs/decisions/0019).
     */
    public static final double LEAST = 0.06;

    /** Keeps the noise of black pixels from counting as colour; in units of lightness, 0 to 1. */
    private static final double DARK = 0.05;

    /** Pixels from one that is looked at to the next. */
    private static final int STEP = 5;

    private Colour() {}

    /**
     * Returns the spread of the chromaticities: the standard deviation of the differences of red and of blue from the lightness,
     * relative to the lightness. Black, grey and white have one chromaticity, and so do all shades of one tint.
     *
     * @param views rendered views (see {@link ViewRenderer})
     * @param begin where the view begins
     * @param end where it ends
     */
    public static double of(float[] views, int begin, int end) {
        Spread red = new Spread();
        Spread blue = new Spread();
        for (int i = begin; i < end; i += STEP * ViewRenderer.CHANNELS) {
            double mean = (views[i] + views[i + 1] + views[i + 2]) / (double) ViewRenderer.CHANNELS;
            // Channels range over 2, so that both differences are twice what they are in [0, 1].
            double lightness = mean + 1 + 2 * DARK;
            red.add((views[i] - mean) / lightness);
            blue.add((views[i + 2] - mean) / lightness);
        }
        return Math.sqrt(red.variance() + blue.variance());
    }

    private static final class Spread {

        private int count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        double variance() {
            double mean = sum / count;
            return Math.max(0, squares / count - mean * mean);
        }
    }
}
