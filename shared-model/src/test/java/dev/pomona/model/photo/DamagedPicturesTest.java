package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes: a photo or a {@link PhotoException}, soon, and never anything else. The damage is the same in every
 * run.
 */
@Timeout(20)
class DamagedPicturesTest {

    private static final int MUTATIONS = 500;

    /** Of each format, on top. */
    private static final int MANY_MUTATIONS = 10_000;

    private static final int[] LENGTHS = {0, 1, 0xFFFF, 0x7FFFFFF0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    /** Few pixels, so that a damaged header costs no time; the default allows what needs 150 MB. */
    private static final PhotoDecoder DECODER = new PhotoDecoder(new PhotoLimits(1_000_000, 16));

    static List<byte[]> pictures() throws IOException {
        BufferedImage picture = Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB);
        byte[] jpeg = PictureFiles.write(picture, "jpg");
        byte[] png = PictureFiles.write(picture, "png");
        List<byte[]> pictures = new ArrayList<>(List.of(
                jpeg,
                png,
                PictureFiles.jpegWithOrientation(jpeg, 6),
                PictureFiles.pngWithOrientation(png, 6),
                PictureFiles.interlacedPng(picture),
                PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_BYTE_INDEXED, Quadrants.ARGB), "png"),
                PictureFiles.write(Quadrants.paint(BufferedImage.TYPE_BYTE_GRAY, Quadrants.ARGB), "jpg")));
        Stream.of(SamplePictures.values()).map(SamplePictures::bytes).forEach(pictures::add);
        return pictures;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void changedBytesAreDecodedOrRefused(byte[] picture) {
        change(picture, MUTATIONS, new Random(picture.length));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachFormat")
    @Timeout(120)
    void tenThousandChangesAreDecodedOrRefused(byte[] picture) {
        change(picture, MANY_MUTATIONS, new Random(1));
    }

    static Stream<byte[]> oneOfEachFormat() {
        BufferedImage picture = Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB);
        return Stream.of(
                PictureFiles.write(picture, "jpg"),
                PictureFiles.write(picture, "png"),
                SamplePictures.WEBP_LOSSY.bytes());
    }

    private static void change(byte[] picture, int times, Random random) {
        for (int i = 0; i < times; i++) {
            byte[] damaged = picture.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            decodeOrRefuse(damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void absurdLengthsAreDecodedOrRefused(byte[] picture) {
        for (int at = 0; at + 4 <= Math.min(picture.length, 200); at++) {
            byte[] damaged = picture.clone();
            ByteBuffer.wrap(damaged).putInt(at, LENGTHS[at % LENGTHS.length]);
            decodeOrRefuse(damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void everyBeginningIsDecodedOrRefused(byte[] picture) {
        for (int length = 0; length < picture.length; length += 1 + picture.length / 200) {
            decodeOrRefuse(Arrays.copyOf(picture, length));
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            Photo photo = DECODER.decode(bytes);
            assertThat(photo.bgr()).hasSize(photo.width() * photo.height() * 3);
        } catch (PhotoException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        } catch (Throwable other) {
            throw new AssertionError("a damaged picture is answered with " + other, other);
        }
    }
}
