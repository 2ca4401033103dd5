package dev.pomona.model.photo;

import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;

/** Converts decoded pixels from the colours of a profile to sRGB, for decoders that ignore profiles. */
final class ColourConversion {

    /** Pixels from one look at the clock to the next. */
    private static final int PIXELS_A_STRIP = 500_000;

    private ColourConversion() {}

    /**
     * Converts pixels in place; leaves them as they are if the profile is broken or not one of red, green and blue.
     *
     * @param bgr rows of blue, green, red
     * @param profile a profile that {@linkplain ColourProfiles#isSimple may be used}
     * @throws java.util.concurrent.CancellationException if the time is used up
     */
    static void toSrgb(byte[] bgr, int width, int height, byte[] profile, DecodeTimeLimit timeLimit) {
        try {
            ICC_Profile colours = ICC_Profile.getInstance(profile);
            if (colours.getColorSpaceType() == ColorSpace.TYPE_RGB) {
                convert(bgr, width, height, colours, timeLimit);
            }
        } catch (IllegalArgumentException | CMMException e) {
            // As without a profile: the library finds fault with it before the first strip.
            return;
        }
    }

    private static void convert(byte[] bgr, int width, int height, ICC_Profile profile, DecodeTimeLimit timeLimit) {
        ComponentColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        int rowBytes = width * Photo.CHANNELS;
        int rows = Math.max(1, Math.min(height, PIXELS_A_STRIP / width));
        // Of red, green, blue: Java takes all images of blue, green, red for sRGB.
        WritableRaster source = model.createCompatibleWritableRaster(width, rows);
        byte[] rgb = ((DataBufferByte) source.getDataBuffer()).getData();
        BufferedImage image = new BufferedImage(model, source, false, null);
        BufferedImage strip = new BufferedImage(width, rows, BufferedImage.TYPE_3BYTE_BGR);
        byte[] converted = ((DataBufferByte) strip.getRaster().getDataBuffer()).getData();
        Graphics2D graphics = strip.createGraphics();
        try {
            for (int y = 0; y < height; y += rows) {
                timeLimit.check();
                int length = Math.min(rows, height - y) * rowBytes;
                System.arraycopy(bgr, y * rowBytes, rgb, 0, length);
                BgrPixels.swapRedAndBlue(rgb);
                graphics.drawImage(image, 0, 0, null);
                System.arraycopy(converted, 0, bgr, y * rowBytes, length);
            }
        } finally {
            graphics.dispose();
        }
    }
}
