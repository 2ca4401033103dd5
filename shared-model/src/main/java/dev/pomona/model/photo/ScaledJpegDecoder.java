package dev.pomona.model.photo;

import java.util.Optional;

/**
 * Decodes plain JPEGs quickly, at a fraction of their size sooner than whole and with the fine detail averaged.
 * Thread-safe.
 */
@FunctionalInterface
public interface ScaledJpegDecoder {

    /** Decodes nothing. */
    ScaledJpegDecoder NONE = (jpeg, divisor) -> Optional.empty();

    /**
     * The picture with each side divided by 1, 2, 4 or 8, rounded up.
     *
     * @param jpeg a baseline JPEG of three components, red green blue by way of YCbCr
     * @return empty if it cannot be decoded, for whatever reason
     */
    Optional<Pixels> decode(byte[] jpeg, int divisor);

    /**
     * Decoded pixels.
     *
     * @param rgb {@code byte[height x width x 3]}, red green blue; the receiver may change them
     */
    record Pixels(int width, int height, byte[] rgb) {}
}
