package dev.pomona.model.photo;

import java.awt.Transparency;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEGs as phones write them by a {@link ScaledJpegDecoder}: those with more pixels than the network can see at a
 * fraction of their size. Whatever it cannot decode is left to the decoder of all pictures, which has the last word.
 */
final class ScaledJpegReader {

    /** Decoded pixels along each side of the network's input, at least; also for the view that zooms in. */
    private static final long LEAST_DETAIL = 2;

    private static final int LARGEST_DIVISOR = 8;

    /** Pixels of a picture that is decoded whole here; there are several copies of them for a moment. */
    private static final int MOST_WHOLE = 2_000_000;

    private static final byte GREY = (byte) 128;

    private ScaledJpegReader() {}

    /**
     * By how much a picture may be scaled down while no view loses detail: 1, 2, 4 or 8.
     *
     * @param side of the network's input, in pixels
     */
    static int divisor(int width, int height, int side) {
        int divisor = LARGEST_DIVISOR;
        while (divisor > 1 && View.ZOOM.of(width / divisor, height / divisor).width() < LEAST_DETAIL * side) {
            divisor /= 2;
        }
        return divisor;
    }

    /** Decodes a file, scaled down if it is large; empty if it is of another kind or cannot be decoded. */
    static Optional<Photo> read(
            StrippedFile file, int width, int height, ScaledJpegDecoder decoder, DecodeTimeLimit timeLimit) {
        int divisor = divisor(width, height, decoder.inputSide());
        @Nullable JpegHeader header = file.jpeg();
        if (header == null
                || !header.isScalable(width, height)
                || header.scans().isIncomplete()
                || (divisor == 1 && (long) width * height > MOST_WHOLE)) {
            return Optional.empty();
        }
        return decoder.decode(file.bytes(), divisor)
                .filter(rgb -> rgb.width() == scaled(width, divisor) && rgb.height() == scaled(height, divisor))
                .filter(rgb -> !endsInGrey(rgb.rgb()))
                .flatMap(rgb -> bgr(rgb, header.profile(), timeLimit))
                .map(bgr -> new Photo(PhotoFormat.JPEG, file.orientation(), width, height, divisor, bgr));
    }

    /** Where data are missing, decoders put this very grey up to the last pixel. This one does not tell; the other does. */
    private static boolean endsInGrey(byte[] rgb) {
        int last = rgb.length - Photo.CHANNELS;
        return rgb[last] == GREY && rgb[last + 1] == GREY && rgb[last + 2] == GREY;
    }

    private static int scaled(int side, int divisor) {
        return (side + divisor - 1) / divisor;
    }

    /** Converts from the colours of the profile; empty if the profile is broken or not one of red, green and blue. */
    private static Optional<byte[]> bgr(ScaledJpegDecoder.Rgb pixels, byte[] profile, DecodeTimeLimit timeLimit) {
        if (profile.length == 0) {
            return Optional.of(BgrPixels.swapRedAndBlue(pixels.rgb()));
        }
        try {
            ICC_Profile colours = ICC_Profile.getInstance(profile);
            return colours.getColorSpaceType() == ColorSpace.TYPE_RGB
                    ? Optional.of(converted(pixels, colours, timeLimit))
                    : Optional.empty();
        } catch (IllegalArgumentException | CMMException e) {
            return Optional.empty();
        }
    }

    private static byte[] converted(ScaledJpegDecoder.Rgb pixels, ICC_Profile profile, DecodeTimeLimit timeLimit) {
        ComponentColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(pixels.width(), pixels.height());
        raster.setDataElements(0, 0, pixels.width(), pixels.height(), pixels.rgb());
        return BgrPixels.of(new BufferedImage(model, raster, false, null), timeLimit);
    }
}
