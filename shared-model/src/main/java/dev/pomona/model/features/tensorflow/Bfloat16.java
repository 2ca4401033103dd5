package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.weights.WeightArray;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rounds weights to bfloat16: the sign, the exponent and the first seven bits of a float32's fraction. */
final class Bfloat16 {

    private static final int KEPT = 0xFFFF0000;

    private Bfloat16() {}

    /** The nearest bfloat16, of two the even one (IEEE 754), for finite numbers. */
    static float nearest(float x) {
        int bits = Float.floatToRawIntBits(x);
        return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & KEPT);
    }

    /** All of them rounded to the nearest. */
    static float[] nearest(float[] x) {
        float[] rounded = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            rounded[i] = nearest(x[i]);
        }
        return rounded;
    }

    /**
     * Rounds the windows of a depthwise kernel so that each keeps the sum of its weights: what rounding takes from one
     * weight is given to the next, from the largest weight to the smallest. Neighbouring pixels are much alike, so a
     * sum that is off shifts its whole channel, while it matters little which pixel counts a trace more. With the
     * nearest numbers instead, 1 minus the cosine between the features and the exact ones is more than twice as large.
     *
     * @param kernel {@code [height][width][channels][1]}
     */
    static WeightArray keepingSums(WeightArray kernel) {
        float[] weights = kernel.values();
        int channels = kernel.shape()[2];
        float[] rounded = new float[weights.length];
        for (int c = 0; c < channels; c++) {
            float carried = 0;
            for (int i : window(weights, c, channels)) {
                float wanted = weights[i] + carried;
                rounded[i] = nearest(wanted);
                carried = wanted - rounded[i];
            }
        }
        return new WeightArray(kernel.shape(), rounded);
    }

    /** Where the weights of a channel are, the largest first. */
    private static int[] window(float[] weights, int channel, int channels) {
        return IntStream.range(0, weights.length / channels)
                .mapToObj(pixel -> pixel * channels + channel)
                .sorted(Comparator.comparingDouble(i -> -Math.abs(weights[i])))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
