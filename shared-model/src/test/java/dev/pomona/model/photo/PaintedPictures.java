package dev.pomona.model.photo;

import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures painted by integer formulas, the same as in src/test/golden/golden.py. */
public enum PaintedPictures {
    GRADIENT(224, 224) {
        @Override
        int rgb(int x, int y) {
            return rgb(x * 255 / 223, y * 255 / 223, (x + y) * 255 / 446);
        }
    },
    CHECKER(300, 200) {
        @Override
        int rgb(int x, int y) {
            boolean even = (x / 20 + y / 20) % 2 == 0;
            return rgb(even ? 230 : 20, even ? 60 : 200, (x * 3 + y * 5) % 256);
        }
    },
    DISC(500, 640) {
        @Override
        int rgb(int x, int y) {
            boolean inside = (x - 250) * (x - 250) + (y - 320) * (y - 320) < 180 * 180;
            int grey = 200 + (x * 7 + y * 13) % 50;
            return inside ? rgb(240, 140 - y * 80 / 640, 20) : rgb(grey, grey, grey);
        }
    },
    SMALL(100, 100) {
        @Override
        int rgb(int x, int y) {
            return rgb((x * x / 40 + y) % 256, (x * y / 39) % 256, 255 - (x + y) * 255 / 198);
        }
    };

    /** The side of the bundled network's input, which the golden values were written with. */
    public static final int SIDE = 224;

    public static final ViewRenderer RENDERER = new ViewRenderer(SIDE);

    private final int width;
    private final int height;

    PaintedPictures(int width, int height) {
        this.width = width;
        this.height = height;
    }

    abstract int rgb(int x, int y);

    static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    public BufferedImage paint() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb(x, y));
            }
        }
        return image;
    }

    /** The picture as a PNG file, which keeps every pixel. */
    public byte[] png() {
        return PictureFiles.write(paint(), "png");
    }

    /** One view, {@code SIDE x SIDE x 3}. */
    public float[] input(View view) {
        float[] input = new float[RENDERER.size()];
        RENDERER.render(decoded(), List.of(view), input, 0);
        return input;
    }

    public Photo decoded() {
        try {
            return new PhotoDecoder(PhotoLimits.DEFAULT).decode(png());
        } catch (PhotoException e) {
            throw new AssertionError(e);
        }
    }
}
