package dev.pomona.model.features;

import java.nio.FloatBuffer;

/**
 * The way from rendered pixels, red green blue in [-1, 1], to the numbers that a backbone wants.
 *
 * @param reversed whether it wants blue first
 * @param factor for each channel of its input
 * @param shift added to each channel after the factor
 */
public record InputScaling(boolean reversed, float[] factor, float[] shift) {

    static final int CHANNELS = 3;

    private static final double HALF_RANGE = 127.5;

    /** Differences from what is rendered that are rounding in the descriptor. */
    private static final float ROUNDING = 1e-6f;

    /** Returns what leads to the input of a backbone. */
    public static InputScaling of(Backbone backbone) {
        float[] factor = new float[CHANNELS];
        float[] shift = new float[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double half = backbone.scale().get(channel) * HALF_RANGE;
            factor[channel] = (float) half;
            shift[channel] = (float) (half + backbone.offset().get(channel));
        }
        return new InputScaling(backbone.channelOrder() == ChannelOrder.BGR, factor, shift);
    }

    /** Returns whether the backbone wants exactly what is rendered. */
    boolean isIdentity() {
        boolean identity = !reversed;
        for (int channel = 0; channel < CHANNELS; channel++) {
            identity &= Math.abs(factor[channel] - 1) < ROUNDING && Math.abs(shift[channel]) < ROUNDING;
        }
        return identity;
    }

    /** Returns the pixels as the backbone wants them; the same buffer if it wants what is rendered. */
    public FloatBuffer apply(FloatBuffer rendered) {
        if (isIdentity()) {
            return rendered;
        }
        float[] scaled = new float[rendered.remaining()];
        for (int pixel = 0; pixel < scaled.length; pixel += CHANNELS) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float value = rendered.get(pixel + (reversed ? CHANNELS - 1 - channel : channel));
                scaled[pixel + channel] = factor[channel] * value + shift[channel];
            }
        }
        return FloatBuffer.wrap(scaled);
    }
}
