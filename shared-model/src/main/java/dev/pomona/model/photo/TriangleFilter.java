package dev.pomona.model.photo;

/**
 * The weights that resample one axis with an antialiasing triangle filter: the filter is as wide as one output pixel
 * when it shrinks and as one input pixel when it enlarges. This is the filter of {@code tf.image.resize(method =
 * "bilinear", antialias = True)}, with which the network was trained.
 *
 * <p>Every output pixel takes from the same number of input pixels, its taps; those beyond its own have the weight 0.
 */
final class TriangleFilter {

    private final int taps;
    private final int[] first;
    private final float[] weights;

    private TriangleFilter(int taps, int[] first, float[] weights) {
        this.taps = taps;
        this.first = first;
        this.weights = weights;
    }

    /**
     * Resamples a part of the inputs.
     *
     * @param start where the part begins, 0 at the edge of the first input pixel
     * @param length of the part, in input pixels
     */
    static TriangleFilter resampling(double start, double length, int inputs, int outputs) {
        double scale = length / outputs;
        double radius = Math.max(1, scale);
        // The filter is two radii wide, and no tap at its very ends has a weight.
        int taps = Math.min(inputs, (int) Math.ceil(2 * radius));
        int[] first = new int[outputs];
        float[] weights = new float[outputs * taps];
        double[] raw = new double[taps];
        for (int i = 0; i < outputs; i++) {
            double centre = start + (i + 0.5) * scale;
            int from = (int) Math.floor(centre - radius - 0.5) + 1;
            first[i] = Math.max(0, Math.min(from, inputs - taps));
            double sum = 0;
            for (int j = 0; j < taps; j++) {
                raw[j] = Math.max(0, 1 - Math.abs(first[i] + j + 0.5 - centre) / radius);
                sum += raw[j];
            }
            for (int j = 0; j < taps; j++) {
                weights[i * taps + j] = (float) (raw[j] / sum);
            }
        }
        return new TriangleFilter(taps, first, weights);
    }

    /** How many output pixels there are. */
    int outputs() {
        return first.length;
    }

    /** How many input pixels each output pixel takes from. */
    int taps() {
        return taps;
    }

    /** The first input pixel that this output pixel takes from. */
    int first(int output) {
        return first[output];
    }

    /** The input pixel behind the last one that this output pixel takes from. */
    int end(int output) {
        return first[output] + taps;
    }

    /** What an input pixel weighs in an output pixel that takes from it. The weights of an output pixel sum to 1. */
    float weight(int output, int input) {
        return weights[output * taps + input - first[output]];
    }

    /** All weights, output by output, {@code float[outputs * taps]}; not a copy. */
    float[] weights() {
        return weights;
    }
}
