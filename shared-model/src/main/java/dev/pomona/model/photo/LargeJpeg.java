package dev.pomona.model.photo;

import java.awt.Transparency;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEGs whose pixels are finer than the network can see at a fraction of their size. Takes only the plain kind that
 * phones write; for the others, and where anything is wrong, the decoder of whole pictures has the last word.
 */
final class LargeJpeg {

    /** Decoded pixels along each side of the network's input, at least; also for the view that zooms in. */
    private static final int LEAST_DETAIL = 2;

    private static final int LARGEST_DIVISOR = 8;

    private LargeJpeg() {}

    /** By how much a picture may be scaled down while no view loses detail: 1, 2, 4 or 8. */
    static int divisor(int width, int height) {
        int divisor = LARGEST_DIVISOR;
        while (divisor > 1
                && View.ZOOM.of(width / divisor, height / divisor).width() < LEAST_DETAIL * ViewRenderer.SIDE) {
            divisor /= 2;
        }
        return divisor;
    }

    /** The picture scaled down; empty if it is not large, not plain, or not decodable. */
    static Optional<Photo> read(
            byte[] bytes, int width, int height, Orientation orientation, ScaledJpegDecoder decoder) {
        int divisor = divisor(width, height);
        Optional<JpegHeader> header =
                divisor == 1 ? Optional.empty() : JpegHeader.read(bytes).filter(found -> found.isPlain(width, height));
        return header.flatMap(plain -> decoder.decode(bytes, divisor)
                        .filter(pixels ->
                                pixels.width() == scaled(width, divisor) && pixels.height() == scaled(height, divisor))
                        .map(pixels -> Pixels.bgrOverWhite(image(pixels, plain.profile()))))
                .map(bgr -> new Photo(PhotoFormat.JPEG, orientation, width, height, divisor, bgr));
    }

    private static int scaled(int side, int divisor) {
        return (side + divisor - 1) / divisor;
    }

    /** With a colour profile the image is in its colours, and is converted like a whole picture. */
    private static BufferedImage image(ScaledJpegDecoder.Pixels pixels, @Nullable ICC_Profile profile) {
        BufferedImage image;
        if (profile == null) {
            image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
        } else {
            ComponentColorModel model = new ComponentColorModel(
                    new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
            WritableRaster raster = model.createCompatibleWritableRaster(pixels.width(), pixels.height());
            image = new BufferedImage(model, raster, false, null);
        }
        image.getRaster().setDataElements(0, 0, pixels.width(), pixels.height(), pixels.rgb());
        return image;
    }
}
