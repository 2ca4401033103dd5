package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private static final byte[] JPEG =
            PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB), "jpg");

    /** Decodes as the other decoder does, so that a difference is one of colours. */
    private static final ScaledJpegDecoder FAST = (jpeg, divisor) -> {
        try {
            Photo photo = DECODER.decode(JPEG);
            byte[] rgb = BgrPixels.ofRgb(photo.bgr().clone());
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

    @Test
    void aWebpWithAProfileOfGreyOrOfZerosIsDecodedWithoutIt() throws PhotoException {
        SamplePictures webp = SamplePictures.WEBP_LOSSLESS;
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        for (byte[] profile : new byte[][] {grey, new byte[300], new byte[3]}) {
            byte[] chunk = Bombs.chunk("ICCP", profile);
            byte[] with = Bombs.webpWith(webp.bytes(), Quadrants.WIDTH, Quadrants.HEIGHT, 32, chunk, new byte[0]);
            assertThat(DECODER.decode(with).bgr())
                    .isEqualTo(DECODER.decode(webp.bytes()).bgr());
        }
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
