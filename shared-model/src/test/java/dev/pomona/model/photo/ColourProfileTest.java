package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A photo whose colour profile is of no use is decoded as if it had none. */
class ColourProfileTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);
    private static final int TAG_COUNT_AT = 128;
    private static final int FIRST_TAG_AT = 132;
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] PNG =
            PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB), "png");
    private static final byte[] JPEG =
            PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB), "jpg");

    /** Decodes as the other decoder does, so that a difference is one of colours. */
    private static final ScaledJpegDecoder FAST = (jpeg, divisor) -> {
        try {
            Photo photo = DECODER.decode(JPEG);
            byte[] rgb = BgrPixels.swapRedAndBlue(photo.bgr().clone());
            return Optional.of(new ScaledJpegDecoder.Rgb(photo.width(), photo.height(), rgb));
        } catch (PhotoException e) {
            throw new AssertionError(e);
        }
    };

    static Stream<Arguments> uselessProfiles() {
        return Stream.of(
                Arguments.of("without tags", changed(profile -> profile.putInt(TAG_COUNT_AT, 0))),
                Arguments.of("of a billion tags", changed(profile -> profile.putInt(TAG_COUNT_AT, 1 << 30))),
                Arguments.of("of zeros after 300 bytes", Arrays.copyOf(Arrays.copyOf(LINEAR, 300), LINEAR.length)),
                Arguments.of("cut after 300 bytes", Arrays.copyOf(LINEAR, 300)),
                Arguments.of("of a header alone", Arrays.copyOf(LINEAR, 128)),
                Arguments.of("of three bytes", new byte[3]),
                Arguments.of(
                        "whose first tag is elsewhere", changed(profile -> profile.putInt(FIRST_TAG_AT + 4, 1 << 29))),
                Arguments.of("with a tag of unknown type", changed(ColourProfileTest::withUnknownTypes)),
                Arguments.of("of steps", changed(profile -> profile.put(FIRST_TAG_AT, Bombs.latin1("D2B0")))),
                Arguments.of(
                        "of grey", ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData()),
                Arguments.of("of more bytes than any", Arrays.copyOf(LINEAR, 5 << 20)));
    }

    @ParameterizedTest(name = "a profile {0}")
    @MethodSource("uselessProfiles")
    void isIgnoredByBothDecoders(String name, byte[] profile) throws PhotoException {
        byte[] jpeg = Bombs.jpegWithProfile(JPEG, profile);
        byte[] without = DECODER.decode(JPEG).bgr();
        assertThat(DECODER.decode(jpeg).bgr()).isEqualTo(without);
        assertThat(DECODER.decode(jpeg, FAST).bgr()).isEqualTo(without);
    }

    @ParameterizedTest(name = "a profile {0}")
    @MethodSource("uselessProfiles")
    void isIgnoredInPngAndWebp(String name, byte[] profile) throws PhotoException {
        assertThat(DECODER.decode(png(profile)).bgr())
                .isEqualTo(DECODER.decode(PNG).bgr());
        assertThat(DECODER.decode(webp(profile)).bgr())
                .isEqualTo(DECODER.decode(SamplePictures.WEBP_LOSSLESS.bytes()).bgr());
    }

    /** The same pixels and profile in all formats give the same colours, but for the losses of a JPEG. */
    @Test
    void aSoundProfileIsFollowedInEveryFormat() throws PhotoException {
        int[] jpeg = Quadrants.colours(DECODER.decode(Bombs.jpegWithProfile(JPEG, LINEAR)));
        int[] png = Quadrants.colours(DECODER.decode(png(LINEAR)));
        assertThat(Quadrants.difference(png, Quadrants.ARGB)).isGreaterThan(20);
        assertThat(Quadrants.difference(png, jpeg)).isLessThan(12);
        assertThat(Quadrants.colours(DECODER.decode(webp(LINEAR)))).isEqualTo(png);
        byte[] palette = PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_BYTE_INDEXED, Quadrants.ARGB), "png");
        byte[] coloured = PictureFiles.pngWithChunk(palette, "iCCP", compressed(LINEAR));
        assertThat(DECODER.decode(coloured).bgr())
                .isNotEqualTo(DECODER.decode(palette).bgr());
    }

    @Test
    void aGreyPngHasNoUseForAProfile() throws PhotoException {
        byte[] grey = PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_BYTE_GRAY, Quadrants.ARGB), "png");
        byte[] coloured = PictureFiles.pngWithChunk(grey, "iCCP", compressed(LINEAR));
        assertThat(DECODER.decode(coloured).bgr())
                .isEqualTo(DECODER.decode(grey).bgr());
    }

    private static byte[] png(byte[] profile) {
        return PictureFiles.pngWithChunk(PNG, "iCCP", compressed(profile));
    }

    private static byte[] webp(byte[] profile) {
        byte[] chunk = Bombs.chunk("ICCP", profile);
        byte[] webp = SamplePictures.WEBP_LOSSLESS.bytes();
        return Bombs.webpWith(webp, Quadrants.WIDTH, Quadrants.HEIGHT, 32, chunk, new byte[0]);
    }

    private static byte[] compressed(byte[] profile) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(Bombs.latin1("a profile\0\0"));
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(chunk)) {
            zlib.write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunk.toByteArray();
    }

    @Test
    void aSoundProfileIsFollowedByBothDecoders() throws PhotoException {
        byte[] jpeg = Bombs.jpegWithProfile(JPEG, LINEAR);
        byte[] without = DECODER.decode(JPEG).bgr();
        Photo whole = DECODER.decode(jpeg);
        Photo fast = DECODER.decode(jpeg, FAST);
        assertThat(whole.bgr()).isNotEqualTo(without);
        assertThat(Quadrants.difference(Quadrants.colours(whole), Quadrants.colours(fast)))
                .isLessThan(3);
    }

    private static void withUnknownTypes(ByteBuffer profile) {
        for (int i = 0; i < profile.getInt(TAG_COUNT_AT); i++) {
            profile.putInt(profile.getInt(FIRST_TAG_AT + 12 * i + 4), 0x3F3F3F3F);
        }
    }

    private static byte[] changed(Consumer<ByteBuffer> change) {
        ByteBuffer profile = ByteBuffer.wrap(LINEAR.clone());
        change.accept(profile);
        return profile.array();
    }
}
