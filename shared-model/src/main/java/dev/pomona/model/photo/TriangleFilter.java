package dev.pomona.model.photo;

/**
 * The weights that resample one axis with an antialiasing triangle filter: the filter is as wide as one output pixel
 * when it shrinks and as one input pixel when it enlarges. This is the filter of {@code tf.image.resize(method =
 * "bilinear", antialias = True)}, with which the network was trained.
 *
 * @param first for each output pixel, the first input pixel it takes from
 * @param weights for each output pixel, the weights of the input pixels from there on; they sum to 1
 */
record TriangleFilter(int[] first, float[][] weights) {

    static TriangleFilter resampling(int inputs, int outputs) {
        return resampling(0, inputs, inputs, outputs);
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
        int[] first = new int[outputs];
        float[][] weights = new float[outputs][];
        for (int i = 0; i < outputs; i++) {
            double centre = start + (i + 0.5) * scale;
            int from = Math.max(0, (int) Math.ceil(centre - radius - 0.5));
            int to = Math.min(inputs - 1, (int) Math.floor(centre + radius - 0.5));
            first[i] = from;
            weights[i] = normalisedTriangle(from, to, centre, radius);
        }
        return new TriangleFilter(first, weights);
    }

    private static float[] normalisedTriangle(int from, int to, double centre, double radius) {
        double[] raw = new double[to - from + 1];
        double sum = 0;
        for (int j = 0; j < raw.length; j++) {
            raw[j] = Math.max(0, 1 - Math.abs(from + j + 0.5 - centre) / radius);
            sum += raw[j];
        }
        float[] weights = new float[raw.length];
        for (int j = 0; j < raw.length; j++) {
            weights[j] = (float) (raw[j] / sum);
        }
        return weights;
    }
}
