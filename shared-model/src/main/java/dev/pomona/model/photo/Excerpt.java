package dev.pomona.model.photo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Parts of an array, one behind the other; copied only once something has been left out. */
final class Excerpt {

    private final byte[] source;
    private byte @Nullable [] copy;
    private int length;

    Excerpt(byte[] source) {
        this.source = source;
    }

    /** Appends the bytes of the source from {@code from} to before {@code to}. */
    void append(int from, int to) {
        if (copy == null && from != length) {
            copy = Arrays.copyOf(source, source.length);
        }
        if (copy != null) {
            System.arraycopy(source, from, copy, length, to - from);
        }
        length += to - from;
    }

    /** Bytes appended so far. */
    int length() {
        return length;
    }

    /** All parts; the source itself if they are the whole of it. */
    byte[] bytes() {
        return copy == null && length == source.length ? source : Arrays.copyOf(copy == null ? source : copy, length);
    }
}
