package dev.pomona.model.features;

import dev.pomona.model.photo.Colour;
import dev.pomona.model.photo.Contrast;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.Sharpness;
import dev.pomona.model.photo.View;
import dev.pomona.model.photo.ViewRenderer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Pictures for one run of the network, in one array: {@code float[size][side][side][3]}, red green blue in [-1, 1],
 * whatever range and order of channels the network wants. Meant to be cleared and filled again. Not thread-safe.
 */
public final class InputBatch {

    private final ViewRenderer renderer;
    private final int capacity;
    private final float[] pixels;

    /** Where in {@link #pixels} the first picture begins, in pictures. */
    private final int start;

    private int size;

    /**
     * A batch of at most {@code capacity} pictures (views, not photos).
     *
     * @param side of a picture, in pixels: the {@linkplain Backbone#inputSide() input side} of the network
     */
    public InputBatch(int side, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a batch holds at least one picture, not " + capacity);
        }
        this.renderer = new ViewRenderer(side);
        this.capacity = capacity;
        this.pixels = new float[Math.multiplyExact(capacity, renderer.size())];
        this.start = 0;
    }

    private InputBatch(ViewRenderer renderer, float[] pixels, int start, int size) {
        this.renderer = renderer;
        this.capacity = size;
        this.pixels = pixels;
        this.start = start;
        this.size = size;
    }

    /** A full batch of pictures that are grey all over, for trying a network out. */
    public static InputBatch blank(int side, int size) {
        InputBatch batch = new InputBatch(side, size);
        batch.size = size;
        return batch;
    }

    /** A batch of exactly these views of one photo. */
    public static InputBatch of(int side, Photo photo, List<View> views) {
        InputBatch batch = new InputBatch(side, views.size());
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
        renderer.render(photo, views, pixels, begin(size));
        size += views.size();
    }

    /** The pictures from {@code from} to before {@code to} as a batch of their own; not a copy. */
    public InputBatch part(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new InputBatch(renderer, pixels, start + from, to - from);
    }

    public int size() {
        return size;
    }

    /** The side of each picture, in pixels. */
    public int side() {
        return renderer.side();
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public void clear() {
        size = 0;
    }

    /** The contrast of one of the pictures, see {@link Contrast}. */
    public double contrast(int picture) {
        return Contrast.of(pixels, begin(Objects.checkIndex(picture, size)), begin(picture + 1));
    }

    /** The colour of one of the pictures, see {@link Colour}. */
    public double colour(int picture) {
        return Colour.of(pixels, begin(Objects.checkIndex(picture, size)), begin(picture + 1));
    }

    /** The sharpness of one of the pictures, see {@link Sharpness}. */
    public double sharpness(int picture) {
        return Sharpness.of(pixels, begin(Objects.checkIndex(picture, size)), side());
    }

    /** The pictures added so far, {@code size x side x side x 3} floats; not a copy. */
    public FloatBuffer pixels() {
        return FloatBuffer.wrap(pixels, begin(0), begin(size) - begin(0)).slice();
    }

    private int begin(int picture) {
        return (start + picture) * renderer.size();
    }
}
