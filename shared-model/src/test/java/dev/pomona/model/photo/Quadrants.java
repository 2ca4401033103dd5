package dev.pomona.model.photo;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Pictures of four quadrants, each of one colour: any shift, turn or mixed-up channel shows in them. */
final class Quadrants {

    static final int WIDTH = 48;
    static final int HEIGHT = 32;

    /** Top left, top right, bottom left, bottom right; the same as in src/test/golden/samples.py. */
    static final int[] ARGB = {0xFFDC1E28, 0xFF1EA032, 0xFF283CC8, 0xFFF0C814};

    /** The second half transparent, the third wholly. */
    static final int[] WITH_ALPHA = {0xFFDC1E28, 0x801EA032, 0x00283CC8, 0xFFF0C814};

    /** {@link #WITH_ALPHA} over white: alpha 128 of 255. */
    static final int[] OVER_WHITE = {0xFFDC1E28, 0xFF8ECF98, 0xFFFFFFFF, 0xFFF0C814};

    private static final int QUARTER = PaintedPictures.SIDE / 4;

    private Quadrants() {}

    static int quadrant(int x, int y) {
        return (y < HEIGHT / 2 ? 0 : 2) + (x < WIDTH / 2 ? 0 : 1);
    }

    static BufferedImage paint(int bufferedImageType, int... argb) {
        return paint(new BufferedImage(WIDTH, HEIGHT, bufferedImageType), argb);
    }

    static BufferedImage paint(BufferedImage image, int... argb) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, argb[quadrant(x, y)]);
            }
        }
        return image;
    }

    /** Sets the stored numbers of each quadrant, channel by channel, past any conversion of colours. */
    static BufferedImage store(BufferedImage image, int[]... samples) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.getRaster().setPixel(x, y, samples[quadrant(x, y)]);
            }
        }
        return image;
    }

    /** The colour in the middle of each quadrant of the upright photo. */
    static int[] colours(Photo photo) {
        float[] input = new float[PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, List.of(View.STRETCH), input, 0);
        return new int[] {
            colour(input, QUARTER, QUARTER),
            colour(input, 3 * QUARTER, QUARTER),
            colour(input, QUARTER, 3 * QUARTER),
            colour(input, 3 * QUARTER, 3 * QUARTER)
        };
    }

    /** The largest difference between two lists of colours in any channel, 0 to 255. */
    static int difference(int[] a, int[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int shift : new int[] {0, 8, 16}) {
                largest = Math.max(largest, Math.abs((a[i] >> shift & 0xFF) - (b[i] >> shift & 0xFF)));
            }
        }
        return largest;
    }

    static String hex(int[] colours) {
        return Arrays.toString(
                Arrays.stream(colours).mapToObj(Integer::toHexString).toArray());
    }

    private static int colour(float[] input, int x, int y) {
        int argb = 0xFF;
        for (int channel = 0; channel < 3; channel++) {
            argb = argb << 8 | Math.round((input[(y * PaintedPictures.SIDE + x) * 3 + channel] + 1) * 127.5f);
        }
        return argb;
    }
}
