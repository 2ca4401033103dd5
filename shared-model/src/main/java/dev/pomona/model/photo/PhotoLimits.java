package dev.pomona.model.photo;

import java.time.Duration;

/**
 * Bounds of the pictures that are decoded. Sizes are read from the header before any pixel is decoded.
 *
 * <p>Pictures that take more than three bytes a pixel in memory (WebP, with transparency, grey, of 16 bits a channel) may have
 * fewer pixels, so that no picture takes more memory than the largest plain one.
 *
 * @param maxPixels most pixels, width times height, of three bytes each
 * @param minSide shortest side allowed, in pixels
 * @param maxTime longest processor time for one picture
 */
public record PhotoLimits(long maxPixels, int minSide, Duration maxTime) {

    /** 50 megapixels, 16 pixels a side, 10 seconds: twice what the slowest picture of that size takes on a core of 2 GHz. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(50_000_000, 16, Duration.ofSeconds(10));

    public PhotoLimits {
        if (maxPixels < 1 || minSide < 1 || maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException(
                    "photo limits must be positive: " + maxPixels + ", " + minSide + ", " + maxTime);
        }
    }

    /** The default limits with other sizes. */
    public PhotoLimits(long maxPixels, int minSide) {
        this(maxPixels, minSide, DEFAULT.maxTime());
    }

    void check(int width, int height, int bytesPerPixel) throws PhotoException {
        long most = maxPixels * Photo.CHANNELS / bytesPerPixel;
        if ((long) width * height > most) {
            throw new PhotoException(
                    PhotoProblem.TOO_MANY_PIXELS,
                    "The picture has %d x %d pixels; at most %d pixels of this kind are read."
                            .formatted(width, height, most));
        }
        if (Math.min(width, height) < minSide) {
            throw new PhotoException(
                    PhotoProblem.TOO_SMALL,
                    "The picture has %d x %d pixels; each side needs at least %d.".formatted(width, height, minSide));
        }
    }
}
