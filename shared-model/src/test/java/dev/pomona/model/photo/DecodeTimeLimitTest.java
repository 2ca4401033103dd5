package dev.pomona.model.photo;

import static dev.pomona.model.photo.Bombs.chunk;
import static dev.pomona.model.photo.Bombs.joined;
import static dev.pomona.model.photo.Bombs.riff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, decoding ends within the limit on processor time, or with the step that crosses it. */
@Timeout(60)
class DecodeTimeLimitTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    /** What decoders do between two looks at the clock. */
    private static final Duration STEP = Duration.ofMillis(800);

    static Stream<Arguments> slowPictures() {
        return Stream.of(
                slow("a progressive JPEG", () -> PictureFiles.progressiveJpeg(noise(3000, BufferedImage.TYPE_INT_RGB))),
                slow("a JPEG", () -> PictureFiles.write(noise(5000, BufferedImage.TYPE_3BYTE_BGR), "jpg")),
                slow("a JPEG of 60 scans", () -> jpegOfScans(5000, 60)),
                slow("a PNG of zeros", () -> PictureFiles.write(black(5000), "png")),
                slow("an interlaced PNG of zeros", () -> PictureFiles.interlacedPng(black(4000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowPictures")
    void aPictureThatTakesLongerIsTooComplex(String name, Supplier<byte[]> picture) {
        byte[] file = picture.get();
        CpuTime time = new CpuTime();
        assertThat(outcome(SHORT, file)).isEqualTo("TOO_COMPLEX");
        assertThat(time.used()).isLessThan(SHORT.plus(STEP));
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("TOO_COMPLEX", "progressive scans", Bombs.jpegOfScans(0xFFC2, 6000)),
                Arguments.of("TOO_COMPLEX", "scans of one component each", Bombs.jpegOfSeparateScans(7000)),
                Arguments.of("UNSUPPORTED_FORMAT", "a lossless JPEG", Bombs.jpegOfScans(0xFFC3, 6000)),
                Arguments.of("UNSUPPORTED_FORMAT", "an arithmetic JPEG", Bombs.jpegOfScans(0xFFC9, 6000)),
                Arguments.of("UNSUPPORTED_FORMAT", "a hierarchical JPEG", Bombs.jpegOfScans(0xFFC5, 6000)),
                Arguments.of("BROKEN", "transforms", lossless(Bombs.losslessOfTransforms(4000, 20_000))),
                Arguments.of(
                        "BROKEN",
                        "transforms behind a palette",
                        lossless(Bombs.losslessOfTransformsBehindAPalette(4000, 20_000))),
                Arguments.of("TOO_COMPLEX", "codes", lossless(Bombs.losslessOfCodes(512))),
                Arguments.of("TOO_COMPLEX", "codes that are all used", lossless(Bombs.losslessOfUsedCodes())),
                Arguments.of("BROKEN", "transforms of transparency", webpWithAlpha()),
                Arguments.of("BROKEN", "a lossy picture larger than its canvas", larger(SamplePictures.WEBP_LOSSY)),
                Arguments.of("BROKEN", "a picture larger than its canvas", larger(SamplePictures.WEBP_LOSSLESS)));
    }

    /** Each of them took minutes before, most of them without an end. */
    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("bombs")
    void aBombIsRefusedByItsHeader(String outcome, String name, byte[] file) {
        CpuTime time = new CpuTime();
        assertThat(outcome(PhotoLimits.DEFAULT.maxTime(), file)).isEqualTo(outcome);
        assertThat(time.used()).isLessThan(STEP);
    }

    @Test
    void ofManyPicturesOnACanvasOneIsDecoded() {
        byte[] picture = chunk("VP8L", Bombs.losslessOfTransforms(1000, 0));
        byte[] many = Bombs.repeated(new byte[0], picture, new byte[0]);
        CpuTime time = new CpuTime();
        assertThat(outcome(
                        PhotoLimits.DEFAULT.maxTime(), Bombs.webpWith(riff(picture), 1000, 1000, 0, new byte[0], many)))
                .isEqualTo("taken");
        assertThat(time.used()).isLessThan(STEP);
    }

    @Test
    void theClockIsLookedAtWhileBytesAreReadOneByOneOrManyAtOnce() {
        for (int atOnce : new int[] {1, 100, 10_000}) {
            PhotoInput input = new PhotoInput(new byte[50_000], new DecodeTimeLimit(Duration.ofNanos(1)));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50_000 / atOnce; i++) {
                            input.readFully(new byte[atOnce]);
                        }
                    })
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void timeThatAThreadWaitsIsNotCounted() throws InterruptedException {
        DecodeTimeLimit limit = new DecodeTimeLimit(Duration.ofMillis(100));
        Thread.sleep(300);
        limit.check();
        assertThat(limit.isExceeded()).isFalse();
    }

    private static String outcome(Duration maxTime, byte[] file) {
        return PhotoProblemTest.outcome(new PhotoDecoder(new PhotoLimits(50_000_000, 16, maxTime)), file);
    }

    private static Arguments slow(String name, Supplier<byte[]> file) {
        return Arguments.of(name, file);
    }

    private static byte[] lossless(byte[] bits) {
        return riff(chunk("VP8L", bits));
    }

    private static byte[] webpWithAlpha() {
        byte[] bits = Bombs.losslessOfTransforms(1000, 20_000);
        byte[] alpha = joined(new byte[] {1}, Arrays.copyOfRange(bits, 5, bits.length));
        byte[] picture = lossless(Bombs.losslessOfTransforms(1000, 0));
        return Bombs.webpWith(picture, 1000, 1000, 16, chunk("ALPH", alpha), new byte[0]);
    }

    private static byte[] larger(SamplePictures picture) {
        return Bombs.webpWith(picture.bytes(), 16, 16, 0, new byte[0], new byte[0]);
    }

    private static byte[] jpegOfScans(int side, int scans) {
        byte[] many = Bombs.jpegOfScans(0xFFC2, side);
        byte[] few = Arrays.copyOf(many, 128 + scans * 10 + 2);
        // All frequencies but the average in the second one: of a picture without them, nothing is decoded.
        few[128 + 10 + 7] = 1;
        few[128 + 10 + 8] = 63;
        few[few.length - 2] = (byte) 0xFF;
        few[few.length - 1] = (byte) 0xD9;
        return few;
    }

    private static BufferedImage black(int side) {
        return new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    }

    private static BufferedImage noise(int side, int type) {
        BufferedImage image = new BufferedImage(side, side, type);
        Random random = new Random(side);
        int[] row = random.ints(side).toArray();
        for (int y = 0; y < side; y++) {
            row[y] = random.nextInt();
            image.setRGB(0, y, side, 1, row, 0, side);
        }
        return image;
    }
}
