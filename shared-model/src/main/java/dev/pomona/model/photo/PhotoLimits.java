package dev.pomona.model.photo;

/**
 * The sizes of picture that are decoded; read from the header before any pixel is.
 *
 * @param maxPixels most pixels, width times height
 * @param minSide shortest side allowed, in pixels
 */
public record PhotoLimits(long maxPixels, int minSide) {

    /** 50 megapixels, 16 pixels a side. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(50_000_000, 16);

    public PhotoLimits {
        if (maxPixels < 1 || minSide < 1) {
            throw new IllegalArgumentException("photo limits must be positive: " + maxPixels + ", " + minSide);
        }
    }

    void check(int width, int height) throws PhotoException {
        if ((long) width * height > maxPixels) {
            throw new PhotoException(
                    PhotoProblem.TOO_MANY_PIXELS,
                    "The picture has %d x %d pixels; at most %d pixels are read.".formatted(width, height, maxPixels));
        }
        if (Math.min(width, height) < minSide) {
            throw new PhotoException(
                    PhotoProblem.TOO_SMALL,
                    "The picture has %d x %d pixels; each side needs at least %d.".formatted(width, height, minSide));
        }
    }
}
