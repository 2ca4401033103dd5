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
 * Reads JPEGs of the plain kind that phones write with the quick decoder, those whose pixels are finer than the network
 * can see at a fraction of their size. For the others, and where anything is wrong, the decoder of all pictures has the
 * last word.
 */
final class PlainJpeg {

    /** Decoded pixels along each side of the network's input, at least; also for the view that zooms in. */
    private static final int LEAST_DETAIL = 2;

    private static final int LARGEST_DIVISOR = 8;

    /** Pixels of a picture that is decoded whole here; there are several copies of them for a moment. */
    private static final int MOST_WHOLE = 2_000_000;

    private PlainJpeg() {}

    /** By how much a picture may be scaled down while no view loses detail: 1, 2, 4 or 8. */
    static int divisor(int width, int height) {
        int divisor = LARGEST_DIVISOR;
        while (divisor > 1
                && View.ZOOM.of(width / divisor, height / divisor).width() < LEAST_DETAIL * ViewRenderer.SIDE) {
            divisor /= 2;
        }
        return divisor;
    }

    /** The picture, scaled down if it is large; empty if it is not plain or not decodable. */
    static Optional<Photo> read(
            byte[] bytes, int width, int height, Orientation orientation, ScaledJpegDecoder decoder) {
        int divisor = divisor(width, height);
        Optional<JpegHeader> header = divisor == 1 && (long) width * height > MOST_WHOLE
                ? Optional.empty()
                : JpegHeader.read(bytes).filter(found -> found.isPlain(width, height));
        return header.flatMap(plain -> decoder.decode(bytes, divisor)
                        .filter(pixels ->
                                pixels.width() == scaled(width, divisor) && pixels.height() == scaled(height, divisor))
                        .map(pixels -> bgr(pixels, plain.profile())))
                .map(bgr -> new Photo(PhotoFormat.JPEG, orientation, width, height, divisor, bgr));
    }

    private static int scaled(int side, int divisor) {
        return (side + divisor - 1) / divisor;
    }

    /** With a colour profile the pixels are in its colours, and are converted like those of any picture. */
    private static byte[] bgr(ScaledJpegDecoder.Pixels pixels, @Nullable ICC_Profile profile) {
        if (profile == null) {
            return Pixels.redAndBlueSwapped(pixels.rgb());
        }
        ComponentColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(pixels.width(), pixels.height());
        raster.setDataElements(0, 0, pixels.width(), pixels.height(), pixels.rgb());
        return Pixels.bgrOverWhite(new BufferedImage(model, raster, false, null));
    }
}
