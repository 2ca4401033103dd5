package dev.pomona.model.photo;

/**
 * The sizes of picture that are decoded; read from the header before any pixel is.
 *
 * <p>Pictures that take more than three bytes a pixel in memory (with transparency, grey, of 16 bits a channel) may have
 * fewer pixels, so that no picture takes more memory than the largest plain one. WebP may have a third: its decoder is
 * the slow one.
 *
 * @param maxPixels most pixels, width times height, of three bytes each
 * @param minSide shortest side allowed, in pixels
 */
public record PhotoLimits(long maxPixels, int minSide) {

    /** 50 megapixels, 16 pixels a side. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(50_000_000, 16);

    private static final int WEBP_SHARE = 3;

    public PhotoLimits {
        if (maxPixels < 1 || minSide < 1) {
            throw new IllegalArgumentException("photo limits must be positive: " + maxPixels + ", " + minSide);
        }
    }

    void check(PhotoFormat format, int width, int height, int bytesPerPixel) throws PhotoException {
        long most = maxPixels * Photo.CHANNELS / bytesPerPixel / (format == PhotoFormat.WEBP ? WEBP_SHARE : 1);
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
