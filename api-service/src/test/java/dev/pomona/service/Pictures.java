package dev.pomona.service;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Picture files for tests, painted in memory. */
public final class Pictures {

    private static final int ORIENTATION = 0x0112;
    private static final int DESCRIPTION = 0x010E;
    private static final int ASCII = 2;
    private static final int SHORT = 3;

    private Pictures() {}

    /** A round thing of a warm colour on a grey table, 320 x 240 pixels. */
    public static BufferedImage ball() {
        BufferedImage image = plain(320, 240, new Color(205, 203, 200));
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(new Color(238, 130, 20));
        canvas.fillOval(70, 30, 180, 180);
        canvas.setColor(new Color(255, 190, 110));
        canvas.fillOval(115, 60, 40, 30);
        canvas.dispose();
        return image;
    }

    /** A round thing with light and shadow, 320 x 320 pixels, more like a fruit than {@link #ball}. */
    public static BufferedImage shaded(Color color, Color table) {
        BufferedImage image = plain(320, 320, table);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setPaint(new RadialGradientPaint(
                130, 110, 150, new float[] {0, 0.5f, 1}, new Color[] {color.brighter(), color, color.darker()}));
        canvas.fillOval(60, 60, 200, 200);
        canvas.dispose();
        return image;
    }

    /** The same picture without its colours. */
    public static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = grey.createGraphics();
        canvas.drawImage(image, 0, 0, null);
        canvas.dispose();
        return grey;
    }

    /** A picture of which only one pixel in {@code factor} squared is left. */
    public static BufferedImage blurred(BufferedImage image, int factor) {
        BufferedImage few = scaled(image, image.getWidth() / factor, image.getHeight() / factor);
        return scaled(few, image.getWidth(), image.getHeight());
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return scaled;
    }

    /** Pixels without any order, the same each time. */
    public static BufferedImage noise() {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    public static BufferedImage plain(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(color);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        return image;
    }

    public static byte[] jpeg(BufferedImage image) {
        return write(image, "jpeg");
    }

    public static byte[] png(BufferedImage image) {
        return write(image, "png");
    }

    public static byte[] gif(BufferedImage image) {
        return write(image, "gif");
    }

    public static byte[] firstHalf(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** A PNG whose header, with a right checksum, claims another size. */
    public static byte[] pngClaiming(int width, int height) {
        byte[] file = png(ball());
        ByteBuffer.wrap(file).putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) crc.getValue());
        return file;
    }

    /** A JPEG with an EXIF segment: how it must be turned (1 to 8), and a description. */
    public static byte[] jpegWithExif(BufferedImage image, int orientation, String description) {
        byte[] jpeg = jpeg(image);
        byte[] text = (description + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(38 + text.length)
                .put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2);
        tiff.putShort((short) DESCRIPTION)
                .putShort((short) ASCII)
                .putInt(text.length)
                .putInt(38);
        tiff.putShort((short) ORIENTATION).putShort((short) SHORT).putInt(1).putShort((short) orientation);
        tiff.putShort((short) 0).putInt(0).put(text);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
        file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (8 + tiff.capacity()));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
        file.put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    private static byte[] write(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("no writer for " + format);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
