package dev.pomona.model.photo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders views of a photo as squares: red green blue, each in [-1, 1], rows first (NHWC). Bytes are never rounded in
 * between.
 *
 * @param side of a square, in pixels
 */
public record ViewRenderer(int side) {

    /** Numbers a pixel: red, green, blue. */
    public static final int CHANNELS = Photo.CHANNELS;

    private static final float HALF_RANGE = 127.5f;

    /** Returns the number of floats of a view, {@code side * side * CHANNELS}. */
    public int size() {
        return side * rowSize();
    }

    private int rowSize() {
        return side * CHANNELS;
    }

    /**
     * Writes the views one behind the other into {@code target} from {@code offset} on; takes {@link #size} floats a view.
     */
    public void render(Photo photo, List<View> views, float[] target, int offset) {
        @Nullable Rectangle rendered = null;
        float[] square = target;
        int squareAt = offset;
        int at = offset;
        for (View view : views) {
            Rectangle upright = view.of(photo.width(), photo.height());
            if (!upright.equals(rendered)) {
                boolean inPlace = photo.orientation() == Orientation.NORMAL && view != View.MIRROR;
                square = inPlace ? target : new float[size()];
                squareAt = inPlace ? at : 0;
                Rectangle stored = photo.orientation().stored(upright, photo.fileWidth(), photo.fileHeight());
                resample(photo, stored, square, squareAt);
                rendered = upright;
            }
            if (square != target || squareAt != at) {
                turnUpright(square, squareAt, photo.orientation(), view == View.MIRROR, target, at);
            }
            at += size();
        }
    }

    /** Resamples a rectangle of the stored picture to a square, still as stored, in [-1, 1]. */
    private void resample(Photo photo, Rectangle from, float[] square, int squareAt) {
        Span columns = Span.of(from.x(), from.width(), photo.divisor());
        Span rows = Span.of(from.y(), from.height(), photo.divisor());
        TriangleFilter across = columns.filter(side);
        TriangleFilter down = rows.filter(side);
        int rowSize = rowSize();
        float[] narrow = new float[rowSize];
        int firstRow = 0;
        // Row by row: a picture may be millions of pixels high, and no more of it is kept than the result.
        for (int y = 0; y < rows.pixels(); y++) {
            int start = ((rows.first() + y) * photo.storedWidth() + columns.first()) * Photo.CHANNELS;
            if (across.taps() == 2) {
                blendRow(photo.bgr(), start, across, narrow);
            } else {
                resampleRow(photo.bgr(), start, across, narrow);
            }
            while (firstRow < side && y >= down.end(firstRow)) {
                firstRow++;
            }
            for (int row = firstRow; row < side && down.first(row) <= y; row++) {
                float weight = down.weight(row, y) / HALF_RANGE;
                if (y == down.first(row)) {
                    setRow(narrow, weight, square, squareAt + row * rowSize);
                } else {
                    addRow(narrow, weight, square, squareAt + row * rowSize);
                }
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

        TriangleFilter filter(int outputs) {
            return TriangleFilter.resampling(start, length, pixels, outputs);
        }
    }

    private static void resampleRow(byte[] bgr, int start, TriangleFilter filter, float[] target) {
        float[] weights = filter.weights();
        int taps = filter.taps();
        int at = 0;
        for (int x = 0; x < filter.outputs(); x++) {
            int pixel = start + filter.first(x) * Photo.CHANNELS;
            float red = 0;
            float green = 0;
            float blue = 0;
            int tap = x * taps;
            int end = tap + taps;
            for (; tap + 4 <= end; tap += 4) {
                float first = weights[tap];
                float second = weights[tap + 1];
                float third = weights[tap + 2];
                float fourth = weights[tap + 3];
                blue = blue
                        + first * (bgr[pixel] & 0xFF)
                        + second * (bgr[pixel + 3] & 0xFF)
                        + third * (bgr[pixel + 6] & 0xFF)
                        + fourth * (bgr[pixel + 9] & 0xFF);
                green = green
                        + first * (bgr[pixel + 1] & 0xFF)
                        + second * (bgr[pixel + 4] & 0xFF)
                        + third * (bgr[pixel + 7] & 0xFF)
                        + fourth * (bgr[pixel + 10] & 0xFF);
                red = red
                        + first * (bgr[pixel + 2] & 0xFF)
                        + second * (bgr[pixel + 5] & 0xFF)
                        + third * (bgr[pixel + 8] & 0xFF)
                        + fourth * (bgr[pixel + 11] & 0xFF);
                pixel += 4 * Photo.CHANNELS;
            }
            for (; tap < end; tap++) {
                float weight = weights[tap];
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

    /** The same as {@link #resampleRow} for two taps, as every enlargement has. */
    private static void blendRow(byte[] bgr, int start, TriangleFilter filter, float[] target) {
        float[] weights = filter.weights();
        for (int x = 0; x < filter.outputs(); x++) {
            int pixel = start + filter.first(x) * Photo.CHANNELS;
            float left = weights[2 * x];
            float right = weights[2 * x + 1];
            int at = x * Photo.CHANNELS;
            target[at] = left * (bgr[pixel + 2] & 0xFF) + right * (bgr[pixel + 5] & 0xFF);
            target[at + 1] = left * (bgr[pixel + 1] & 0xFF) + right * (bgr[pixel + 4] & 0xFF);
            target[at + 2] = left * (bgr[pixel] & 0xFF) + right * (bgr[pixel + 3] & 0xFF);
        }
    }

    private static void setRow(float[] narrow, float weight, float[] square, int offset) {
        for (int i = 0; i < narrow.length; i++) {
            square[offset + i] = weight * narrow[i] - 1;
        }
    }

    private static void addRow(float[] narrow, float weight, float[] square, int offset) {
        for (int i = 0; i < narrow.length; i++) {
            square[offset + i] += weight * narrow[i];
        }
    }

    private void turnUpright(
            float[] square, int squareAt, Orientation orientation, boolean mirror, float[] target, int at) {
        int to = at;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int seen = mirror ? side - 1 - x : x;
                int from = squareAt
                        + (orientation.storedY(seen, y, side) * side + orientation.storedX(seen, y, side))
                                * Photo.CHANNELS;
                target[to++] = square[from];
                target[to++] = square[from + 1];
                target[to++] = square[from + 2];
            }
        }
    }
}
