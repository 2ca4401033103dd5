package dev.pomona.model.photo;

/**
 * A decoded picture. Its pixels stay as they were stored; what is upright is told by the orientation, which
 * {@link ViewRenderer} applies to the small result instead of to millions of pixels.
 */
public final class Photo {

    /** Bytes a pixel: blue, green, red. */
    static final int CHANNELS = 3;

    private final PhotoFormat format;
    private final Orientation orientation;
    private final int storedWidth;
    private final int storedHeight;
    private final byte[] bgr;

    Photo(PhotoFormat format, Orientation orientation, int storedWidth, int storedHeight, byte[] bgr) {
        this.format = format;
        this.orientation = orientation;
        this.storedWidth = storedWidth;
        this.storedHeight = storedHeight;
        this.bgr = bgr;
    }

    public PhotoFormat format() {
        return format;
    }

    public Orientation orientation() {
        return orientation;
    }

    /** Width of the upright picture, in pixels. */
    public int width() {
        return orientation.swapsAxes() ? storedHeight : storedWidth;
    }

    /** Height of the upright picture, in pixels. */
    public int height() {
        return orientation.swapsAxes() ? storedWidth : storedHeight;
    }

    int storedWidth() {
        return storedWidth;
    }

    int storedHeight() {
        return storedHeight;
    }

    /** The stored pixels, row by row, three bytes each: blue, green, red. Not a copy. */
    byte[] bgr() {
        return bgr;
    }
}
