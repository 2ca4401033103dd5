package dev.pomona.model.features;

import dev.pomona.model.photo.Colour;
import dev.pomona.model.photo.Contrast;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.View;
import dev.pomona.model.photo.ViewRenderer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Pictures for one run of the network, in one array: {@code float[size][224][224][3]}, red green blue in [-1, 1]. Meant
 * to be cleared and filled again. Not thread-safe.
 */
public final class InputBatch {

    private final int capacity;
    private final float[] pixels;

    /** Where in {@link #pixels} the first picture begins, in pictures. */
    private final int start;

    private int size;

    /** A batch of at most {@code capacity} pictures (views, not photos). */
    public InputBatch(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a batch holds at least one picture, not " + capacity);
        }
        this.capacity = capacity;
        this.pixels = new float[Math.multiplyExact(capacity, ViewRenderer.INPUT_SIZE)];
        this.start = 0;
    }

    private InputBatch(float[] pixels, int start, int size) {
        this.capacity = size;
        this.pixels = pixels;
        this.start = start;
        this.size = size;
    }

    /** A full batch of pictures that are grey all over, for trying a network out. */
    public static InputBatch blank(int size) {
        InputBatch batch = new InputBatch(size);
        batch.size = size;
        return batch;
    }

    /** A batch of exactly these views of one photo. */
    public static InputBatch of(Photo photo, List<View> views) {
        InputBatch batch = new InputBatch(views.size());
        batch.add(photo, views);
        return batch;
    }

    /**
     * Appends the views of a photo.
     *
     * @throws IllegalStateException if there is no room for all of them
     */
    public void add(Photo photo, List<View> views) {
        if (size + views.size() > capacity) {
            throw new IllegalStateException("no room for " + views.size() + " more of " + capacity + " pictures");
        }
        ViewRenderer.render(photo, views, pixels, (start + size) * ViewRenderer.INPUT_SIZE);
        size += views.size();
    }

    /** The pictures from {@code from} to before {@code to} as a batch of their own; not a copy. */
    public InputBatch part(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new InputBatch(pixels, start + from, to - from);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }

    /** The contrast of one of the pictures, see {@link Contrast}. */
    public double contrast(int picture) {
        return Contrast.of(pixels, start + Objects.checkIndex(picture, size));
    }

    /** The colour of one of the pictures, see {@link Colour}. */
    public double colour(int picture) {
        return Colour.of(pixels, start + Objects.checkIndex(picture, size));
    }

    /** The pictures added so far, {@code size x 224 x 224 x 3} floats; not a copy. */
    public FloatBuffer pixels() {
        return FloatBuffer.wrap(pixels, start * ViewRenderer.INPUT_SIZE, size * ViewRenderer.INPUT_SIZE)
                .slice();
    }
}
