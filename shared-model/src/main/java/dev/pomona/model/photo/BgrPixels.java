package dev.pomona.model.photo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Converts decoded images to rows of blue, green, red bytes; transparency is laid over white. */
final class BgrPixels {

    private static final int MAX_BYTE = 255;

    /** Pixels from one look at the clock to the next; those of colour profiles and of 16 bits take a while. */
    private static final int PIXELS_A_CHECK = 500_000;

    private BgrPixels() {}

    /**
     * Converts an image, or returns its own bytes if they are in that order already.
     *
     * @throws java.util.concurrent.CancellationException if the time is used up
     */
    static byte[] of(BufferedImage image, DecodeTimeLimit timeLimit) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return bytesOf(image);
        }
        if (isGrey(image)) {
            return greyOverWhite(image.getRaster());
        }
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        try {
            if (image.getTransparency() != Transparency.OPAQUE) {
                graphics.setColor(Color.WHITE);
                graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            }
            int rows = Math.max(1, PIXELS_A_CHECK / image.getWidth());
            for (int y = 0; y < image.getHeight(); y += rows) {
                timeLimit.check();
                int height = Math.min(rows, image.getHeight() - y);
                graphics.drawImage(image.getSubimage(0, y, image.getWidth(), height), 0, y, null);
            }
        } finally {
            graphics.dispose();
        }
        return bytesOf(plain);
    }

    /** Converts red, green, blue to blue, green, red or back, in place. */
    static byte[] swapRedAndBlue(byte[] rgb) {
        for (int i = 0; i < rgb.length; i += Photo.CHANNELS) {
            byte red = rgb[i];
            rgb[i] = rgb[i + 2];
            rgb[i + 2] = red;
        }
        return rgb;
    }

    private static byte[] bytesOf(BufferedImage image) {
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int needed = image.getWidth() * image.getHeight() * Photo.CHANNELS;
        if (data.length != needed) {
            throw new IllegalStateException("decoder returned " + data.length + " bytes, not " + needed);
        }
        return data;
    }

    /** Grey pictures in bytes or 16-bit words, as PNG and JPEG store them: value, or value and alpha. */
    private static boolean isGrey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        return !(model instanceof IndexColorModel)
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !model.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    /**
     * Copies grey values as they are. Java takes grey for linear light and would brighten it, while the grey of picture
     * files is encoded like sRGB.
     */
    private static byte[] greyOverWhite(Raster raster) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        double full = (1L << raster.getSampleModel().getSampleSize(0)) - 1.0;
        byte[] bgr = new byte[width * raster.getHeight() * Photo.CHANNELS];
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                double value = row[x * bands] / full;
                double alpha = bands > 1 ? row[x * bands + 1] / full : 1;
                byte grey = (byte) Math.round(MAX_BYTE * (alpha * value + 1 - alpha));
                bgr[at++] = grey;
                bgr[at++] = grey;
                bgr[at++] = grey;
            }
        }
        return bgr;
    }
}
