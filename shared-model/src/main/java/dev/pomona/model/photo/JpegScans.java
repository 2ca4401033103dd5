package dev.pomona.model.photo;

import java.util.Arrays;

/**
 * The scans of a JPEG (ITU-T T.81, annexes B and G): which frequencies of which component they bring, and how finely. A
 * progressive picture comes from coarse to fine, so that a file that ends too soon may still show all of the picture.
 */
final class JpegScans {

    private static final int FREQUENCIES = 64;

    /** Bits that a frequency may lack; encoders send the last one in the last scans, which are the longest. */
    private static final int SPARE_BITS = 1;

    private static final int NOTHING = 16;

    private final int[] components;

    /** For each component, the bits that each frequency lacks. */
    private final int[][] missing;

    private int count;
    private boolean completeBefore;

    /** Of a frame whose components have these numbers. */
    JpegScans(int... components) {
        this.components = components;
        this.missing = new int[components.length][FREQUENCIES];
        Arrays.stream(missing).forEach(bits -> Arrays.fill(bits, NOTHING));
    }

    /** Adds the next scan by its header, of which the data begins at {@code from}. */
    void add(byte[] file, int from) {
        completeBefore = !isIncomplete();
        count++;
        int selected = file[from];
        int selection = from + 1 + 2 * selected;
        if (selected < 1 || selected > components.length || selection + 2 >= file.length) {
            return; // decoders refuse it
        }
        int first = file[selection] & 0xFF;
        int last = Math.min(FREQUENCIES - 1, file[selection + 1] & 0xFF);
        int bits = file[selection + 2] & 0xF;
        for (int i = 0; i < selected; i++) {
            for (int component = 0; component < components.length; component++) {
                if (components[component] == file[from + 1 + 2 * i] && first <= last) {
                    Arrays.fill(missing[component], first, last + 1, bits);
                }
            }
        }
    }

    int count() {
        return count;
    }

    /** Whether scans are missing that show more than noise: some of the luminance, or the average of another component. */
    boolean isIncomplete() {
        for (int component = 0; component < components.length; component++) {
            for (int frequency = 0; frequency < (component == 0 ? FREQUENCIES : 1); frequency++) {
                if (missing[component][frequency] > SPARE_BITS) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the picture is complete without its last scan, so that it does not matter where that one ends. */
    boolean isCompleteWithoutLast() {
        return completeBefore;
    }
}
