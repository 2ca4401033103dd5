package dev.pomona.model.photo;

/** Tells pictures that show something from those of one colour all over: a wall, a covered lens, a dark room. */
public final class Contrast {

    /**
     * Pictures with less show nothing that could be recognised. Of 2,500 photos of fruits and groceries, in shops and in a
     * studio, none has less than 0.29.
     */
    public static final double LEAST = 0.1;

    /** Pixels from one that is looked at to the next: enough are left, and it takes no time. */
    private static final int STEP = 5;

    private Contrast() {}

    /**
     * The standard deviation of the channel that varies most, 0 to 1.
     *
     * @param views rendered views, {@code float[views][224][224][3]} in [-1, 1] (see {@link ViewRenderer})
     * @param view which of them
     */
    public static double of(float[] views, int view) {
        double most = 0;
        for (int channel = 0; channel < ViewRenderer.CHANNELS; channel++) {
            int end = (view + 1) * ViewRenderer.INPUT_SIZE;
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int i = view * ViewRenderer.INPUT_SIZE + channel; i < end; i += STEP * ViewRenderer.CHANNELS) {
                sum += views[i];
                squares += (double) views[i] * views[i];
                count++;
            }
            double mean = sum / count;
            most = Math.max(most, squares / count - mean * mean);
        }
        return Math.sqrt(most);
    }
}
