package dev.pomona.model.photo;

/**
 * A decoded picture. Its pixels stay as they were stored, perhaps at a fraction of their size; what is upright is told by
 * the orientation, which {@link ViewRenderer} applies to the small result instead of to millions of pixels.
 */
public final class Photo {

    /** Bytes a pixel: blue, green, red. */
    static final int CHANNELS = 3;

    private final PhotoFormat format;
    private final Orientation orientation;
    private final int fileWidth;
    private final int fileHeight;
    private final int divisor;
    private final byte[] bgr;

    /** A picture decoded at its full size. */
    Photo(PhotoFormat format, Orientation orientation, int fileWidth, int fileHeight, byte[] bgr) {
        this(format, orientation, fileWidth, fileHeight, 1, bgr);
    }

    /**
     * A picture of which each decoded pixel shows {@code divisor x divisor} pixels of its file; those at the right and
     * lower edge may show fewer.
     */
    Photo(PhotoFormat format, Orientation orientation, int fileWidth, int fileHeight, int divisor, byte[] bgr) {
        this.format = format;
        this.orientation = orientation;
        this.fileWidth = fileWidth;
        this.fileHeight = fileHeight;
        this.divisor = divisor;
        this.bgr = bgr;
    }

    public PhotoFormat format() {
        return format;
    }

    public Orientation orientation() {
        return orientation;
    }

    /** Width of the upright picture in its file, in pixels. */
    public int width() {
        return orientation.swapsAxes() ? fileHeight : fileWidth;
    }

    /** Height of the upright picture in its file, in pixels. */
    public int height() {
        return orientation.swapsAxes() ? fileWidth : fileHeight;
    }

    int fileWidth() {
        return fileWidth;
    }

    int fileHeight() {
        return fileHeight;
    }

    /** How many pixels of the file a decoded one shows along each side. */
    int divisor() {
        return divisor;
    }

    int storedWidth() {
        return (fileWidth + divisor - 1) / divisor;
    }

    int storedHeight() {
        return (fileHeight + divisor - 1) / divisor;
    }

    /** The stored pixels, row by row, three bytes each: blue, green, red. Not a copy. */
    byte[] bgr() {
        return bgr;
    }
}
