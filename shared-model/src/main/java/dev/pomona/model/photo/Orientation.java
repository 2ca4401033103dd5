package dev.pomona.model.photo;

/**
 * How a stored picture must be turned to stand upright: the eight values of EXIF tag 0x0112 (CIPA DC-008, "Orientation").
 *
 * <p>Each is described by where an upright pixel (x, y) lies in the stored picture: swap the axes or not, then count
 * each stored axis from its far end or not.
 */
public enum Orientation {
    NORMAL(false, false, false),
    FLIPPED(false, true, false),
    ROTATED_180(false, true, true),
    FLIPPED_ROTATED_180(false, false, true),
    TRANSPOSED(true, false, false),
    ROTATED_90(true, false, true),
    TRANSVERSED(true, true, true),
    ROTATED_270(true, true, false);

    private final boolean swapsAxes;
    private final boolean reversesX;
    private final boolean reversesY;

    Orientation(boolean swapsAxes, boolean reversesX, boolean reversesY) {
        this.swapsAxes = swapsAxes;
        this.reversesX = reversesX;
        this.reversesY = reversesY;
    }

    /** The orientation of an EXIF value 1 to 8; anything else counts as upright, as viewers do. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= values().length ? values()[value - 1] : NORMAL;
    }

    boolean swapsAxes() {
        return swapsAxes;
    }

    /** The stored column of upright pixel (x, y) in a stored picture {@code width} wide. */
    int storedX(int x, int y, int width) {
        int along = swapsAxes ? y : x;
        return reversesX ? width - 1 - along : along;
    }

    /** The stored row of upright pixel (x, y) in a stored picture {@code height} high. */
    int storedY(int x, int y, int height) {
        int along = swapsAxes ? x : y;
        return reversesY ? height - 1 - along : along;
    }

    /** The rectangle of the stored picture ({@code width} x {@code height}) that shows this upright rectangle. */
    Rectangle stored(Rectangle upright, int width, int height) {
        int farX = upright.x() + upright.width() - 1;
        int farY = upright.y() + upright.height() - 1;
        int x1 = storedX(upright.x(), upright.y(), width);
        int x2 = storedX(farX, farY, width);
        int y1 = storedY(upright.x(), upright.y(), height);
        int y2 = storedY(farX, farY, height);
        return new Rectangle(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1) + 1, Math.abs(y2 - y1) + 1);
    }
}
