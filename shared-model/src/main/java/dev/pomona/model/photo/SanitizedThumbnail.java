package dev.pomona.model.photo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A small upright copy of a photo that has its pixels and nothing else: no place, no time, no camera. */
public final class SanitizedThumbnail {

    private static final float QUALITY = 0.9f;

    private SanitizedThumbnail() {}

    /** A JPEG file whose longer side has at most this many pixels. */
    public static byte[] jpeg(Photo photo, int longestSide) throws IOException {
        return jpeg(photo, longestSide, QUALITY);
    }

    /**
     * A JPEG file whose longer side has at most this many pixels.
     *
     * @param quality of the compression, 0 to 1
     */
    public static byte[] jpeg(Photo photo, int longestSide, float quality) throws IOException {
        return encode(upright(shrunk(stored(photo), longestSide), photo.orientation()), quality);
    }

    /** The photo's pixels, not copied. */
    private static BufferedImage stored(Photo photo) {
        BufferedImage pattern = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        int[] offsets = {2, 1, 0};
        return new BufferedImage(
                pattern.getColorModel(),
                Raster.createInterleavedRaster(
                        new DataBufferByte(photo.bgr(), photo.bgr().length),
                        photo.storedWidth(),
                        photo.storedHeight(),
                        photo.storedWidth() * Photo.CHANNELS,
                        Photo.CHANNELS,
                        offsets,
                        null),
                false,
                null);
    }

    /** Halves until what is left is less than a half: interpolating further at once would skip pixels. */
    private static BufferedImage shrunk(BufferedImage image, int longestSide) {
        BufferedImage current = image;
        while (longestOf(current) > longestSide) {
            double scale = Math.max(0.5, (double) longestSide / longestOf(current));
            current = scaled(current, scale);
        }
        return current;
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = small.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(image, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return small;
    }

    private static BufferedImage upright(BufferedImage stored, Orientation orientation) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        BufferedImage upright = orientation.swapsAxes() ? blank(height, width) : blank(width, height);
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                upright.setRGB(
                        x, y, stored.getRGB(orientation.storedX(x, y, width), orientation.storedY(x, y, height)));
            }
        }
        return upright;
    }

    private static byte[] encode(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static int longestOf(BufferedImage image) {
        return Math.max(image.getWidth(), image.getHeight());
    }
}
