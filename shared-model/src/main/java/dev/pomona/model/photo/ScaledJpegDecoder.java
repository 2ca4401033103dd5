package dev.pomona.model.photo;

import java.util.Optional;

/**
 * A decoder of common JPEGs, at their full size or at a fraction of it, which is faster and averages the fine detail.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface ScaledJpegDecoder {

    /** Decodes nothing. */
    ScaledJpegDecoder NONE = (jpeg, divisor) -> Optional.empty();

    /**
     * Decodes a picture with each side divided by 1, 2, 4 or 8, rounded up.
     *
     * @param jpeg a baseline or progressive JPEG whose three components are YCbCr
     * @return empty if it cannot be decoded, for whatever reason
     */
    Optional<Rgb> decode(byte[] jpeg, int divisor);

    /** Returns the side of the network's input, in pixels: pictures are scaled down as far as it cannot see more; by default not. */
    default int inputSide() {
        return Integer.MAX_VALUE;
    }

    /**
     * Decoded pixels.
     *
     * @param rgb {@code byte[height x width x 3]}, red green blue; the receiver may change them
     */
    record Rgb(int width, int height, byte[] rgb) {}
}
