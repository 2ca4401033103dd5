package dev.pomona.model.photo;

import java.util.Arrays;
import java.util.List;

/**
 * Renders views of a photo as the network wants them: 224 x 224 pixels, red green blue, each in [-1, 1], rows first
 * (NHWC). Bytes are never rounded in between.
 */
public final class ViewRenderer {

    /** Side of the network's input, in pixels. */
    public static final int SIDE = 224;

    /** Numbers a pixel: red, green, blue. */
    public static final int CHANNELS = Photo.CHANNELS;

    /** Floats a view. */
    public static final int INPUT_SIZE = SIDE * SIDE * Photo.CHANNELS;

    private static final int ROW_SIZE = SIDE * Photo.CHANNELS;
    private static final float HALF_RANGE = 127.5f;

    private ViewRenderer() {}

    /**
     * Writes the views one behind the other into {@code target} from {@code offset} on; takes {@link #INPUT_SIZE} floats
     * a view.
     */
    public static void render(Photo photo, List<View> views, float[] target, int offset) {
        Rectangle rendered = null;
        float[] square = new float[INPUT_SIZE];
        int at = offset;
        for (View view : views) {
            Rectangle upright = view.of(photo.width(), photo.height());
            if (!upright.equals(rendered)) {
                Rectangle stored = photo.orientation().stored(upright, photo.fileWidth(), photo.fileHeight());
                resample(photo, stored, square);
                rendered = upright;
            }
            turnUpright(square, photo.orientation(), view == View.MIRROR, target, at);
            at += INPUT_SIZE;
        }
    }

    /** Resamples a rectangle of the stored picture to SIDE x SIDE, still as stored, in [-1, 1]. */
    private static void resample(Photo photo, Rectangle from, float[] square) {
        Span columns = Span.of(from.x(), from.width(), photo.divisor());
        Span rows = Span.of(from.y(), from.height(), photo.divisor());
        TriangleFilter across = columns.filter();
        TriangleFilter down = rows.filter();
        Arrays.fill(square, -1);
        float[] narrow = new float[ROW_SIZE];
        int firstRow = 0;
        // Row by row: a picture may be millions of pixels high, and no more of it is kept than the result.
        for (int y = 0; y < rows.pixels(); y++) {
            int start = ((rows.first() + y) * photo.storedWidth() + columns.first()) * Photo.CHANNELS;
            resampleRow(photo.bgr(), start, across, narrow);
            while (y >= down.first()[firstRow] + down.weights()[firstRow].length) {
                firstRow++;
            }
            for (int row = firstRow; row < SIDE && down.first()[row] <= y; row++) {
                float weight = down.weights()[row][y - down.first()[row]] / HALF_RANGE;
                addRow(narrow, weight, square, row * ROW_SIZE);
            }
        }
    }

    /**
     * One side of a view in decoded pixels.
     *
     * @param start where the view begins, from the first pixel on
     * @param length of the view
     */
    private record Span(int first, int pixels, double start, double length) {

        static Span of(int from, int length, int divisor) {
            int first = from / divisor;
            int end = (from + length + divisor - 1) / divisor;
            return new Span(first, end - first, (double) (from - first * divisor) / divisor, (double) length / divisor);
        }

        TriangleFilter filter() {
            return TriangleFilter.resampling(start, length, pixels, SIDE);
        }
    }

    private static void resampleRow(byte[] bgr, int start, TriangleFilter filter, float[] target) {
        int at = 0;
        for (int x = 0; x < SIDE; x++) {
            int pixel = start + filter.first()[x] * Photo.CHANNELS;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : filter.weights()[x]) {
                blue += weight * (bgr[pixel] & 0xFF);
                green += weight * (bgr[pixel + 1] & 0xFF);
                red += weight * (bgr[pixel + 2] & 0xFF);
                pixel += Photo.CHANNELS;
            }
            target[at++] = red;
            target[at++] = green;
            target[at++] = blue;
        }
    }

    private static void addRow(float[] narrow, float weight, float[] square, int offset) {
        for (int i = 0; i < ROW_SIZE; i++) {
            square[offset + i] += weight * narrow[i];
        }
    }

    private static void turnUpright(float[] square, Orientation orientation, boolean mirror, float[] target, int at) {
        if (orientation == Orientation.NORMAL && !mirror) {
            System.arraycopy(square, 0, target, at, INPUT_SIZE);
            return;
        }
        int to = at;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int seen = mirror ? SIDE - 1 - x : x;
                int from = (orientation.storedY(seen, y, SIDE) * SIDE + orientation.storedX(seen, y, SIDE))
                        * Photo.CHANNELS;
                target[to++] = square[from];
                target[to++] = square[from + 1];
                target[to++] = square[from + 2];
            }
        }
    }
}
