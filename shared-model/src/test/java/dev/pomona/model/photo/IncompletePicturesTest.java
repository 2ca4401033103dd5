package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a picture is complete is judged by its data, not by the marker at its end. */
class IncompletePicturesTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);
    private static final BufferedImage PICTURE = grainy(400, 320, BufferedImage.TYPE_INT_RGB);
    private static final byte[] BASELINE = PictureFiles.write(PICTURE, "jpg");
    private static final byte[] PROGRESSIVE = PictureFiles.progressiveJpeg(PICTURE);

    static Stream<Arguments> jpegs() {
        return Stream.of(
                Arguments.of("baseline", BASELINE),
                Arguments.of("progressive", PROGRESSIVE),
                Arguments.of("grey", PictureFiles.write(grainy(400, 320, BufferedImage.TYPE_BYTE_GRAY), "jpg")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jpegs")
    void aWholeJpegWithoutItsEndMarkerIsTaken(String name, byte[] jpeg) throws PhotoException {
        Photo photo = DECODER.decode(start(jpeg, jpeg.length - 2));
        assertThat(photo.bgr()).isEqualTo(DECODER.decode(jpeg).bgr());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jpegs")
    void aJpegCutShortIsTruncatedWithAnEndMarkerOrWithout(String name, byte[] jpeg) {
        int end = name.equals("progressive") ? lastScan(jpeg) / 2 : jpeg.length;
        for (int percent : new int[] {20, 35, 50, 75}) {
            byte[] cut = start(jpeg, end * percent / 100);
            assertThat(outcome(cut)).as("%d %%", percent).isEqualTo("TRUNCATED");
            assertThat(outcome(closed(cut))).as("%d %%, closed", percent).isEqualTo("TRUNCATED");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 75, 90})
    void aBaselineJpegThatLacksATenthIsTruncated(int percent) {
        byte[] cut = start(BASELINE, BASELINE.length * percent / 100);
        assertThat(outcome(cut)).isEqualTo("TRUNCATED");
        assertThat(outcome(closed(cut))).isEqualTo("TRUNCATED");
    }

    @Test
    void aJpegThatLacksItsLastBytesIsTaken() {
        for (byte[] jpeg : List.of(BASELINE, PROGRESSIVE)) {
            byte[] cut = start(jpeg, jpeg.length - jpeg.length / 200);
            assertThat(outcome(cut)).isEqualTo("taken");
            assertThat(outcome(closed(cut))).isEqualTo("taken");
        }
    }

    @Test
    void aProgressiveJpegThatLacksOnlyRefinementsIsTaken() {
        int lastScan = lastScan(PROGRESSIVE);
        assertThat(outcome(start(PROGRESSIVE, lastScan + 40))).isEqualTo("taken");
        assertThat(outcome(closed(start(PROGRESSIVE, lastScan + 40)))).isEqualTo("taken");
        assertThat(outcome(start(PROGRESSIVE, lastScan / 2))).isEqualTo("TRUNCATED");
    }

    /** The fast decoder fills what is missing with grey and says nothing. */
    @Test
    void theFastDecoderHidesNoHole() {
        ScaledJpegDecoder silent = (jpeg, divisor) -> {
            byte[] rgb = new byte[400 * 320 * 3];
            Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 128);
            return Optional.of(new ScaledJpegDecoder.Rgb(400, 320, rgb));
        };
        byte[] half = closed(start(BASELINE, BASELINE.length / 2));
        assertThat(outcome(half, silent)).isEqualTo("TRUNCATED");
        assertThat(outcome(BASELINE, silent)).isEqualTo("taken");
    }

    @Test
    void theFastDecoderGetsNoProgressiveJpegWithoutItsFineScans() {
        ScaledJpegDecoder silent =
                (jpeg, divisor) -> Optional.of(new ScaledJpegDecoder.Rgb(400, 320, new byte[400 * 320 * 3]));
        assertThat(outcome(closed(start(PROGRESSIVE, lastScan(PROGRESSIVE) / 2)), silent))
                .isEqualTo("TRUNCATED");
        assertThat(outcome(PROGRESSIVE, silent)).isEqualTo("taken");
    }

    static Stream<Arguments> pngs() {
        return Stream.of(
                Arguments.of("in colours", PictureFiles.write(PICTURE, "png")),
                Arguments.of("grey", PictureFiles.write(grainy(400, 320, BufferedImage.TYPE_BYTE_GRAY), "png")),
                Arguments.of(
                        "of a palette", PictureFiles.write(grainy(400, 320, BufferedImage.TYPE_BYTE_INDEXED), "png")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pngs")
    void aPngCutShortIsTruncated(String name, byte[] png) {
        for (int percent : new int[] {20, 50, 90, 95}) {
            assertThat(outcome(start(png, png.length * percent / 100)))
                    .as("%d %%", percent)
                    .isEqualTo("TRUNCATED");
        }
    }

    @Test
    void anInterlacedPngCutShortIsTruncated() {
        byte[] png = PictureFiles.interlacedPng(PICTURE);
        assertThat(outcome(start(png, png.length / 2))).isEqualTo("TRUNCATED");
        assertThat(outcome(start(png, png.length * 9 / 10))).isEqualTo("TRUNCATED");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pngs")
    void aPngWithNearlyAllOfItsDataIsTaken(String name, byte[] png) throws PhotoException {
        Photo photo = DECODER.decode(start(png, png.length * 995 / 1000));
        byte[] whole = DECODER.decode(png).bgr();
        int rows = 400 * 3 * 312;
        assertThat(Arrays.copyOf(photo.bgr(), rows)).isEqualTo(Arrays.copyOf(whole, rows));
        assertThat(outcome(start(png, png.length - 12)))
                .as("without its last chunk")
                .isEqualTo("taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lossy-m0-q80",
                "lossy-m6-q30",
                "lossless-m6",
                "alpha-lossy-m3",
                "alpha-lossless",
                "animated-lossy",
                "animated-lossless",
                "palette"
            })
    void aWebpCutShortIsTruncated(String name) {
        byte[] webp = webp(name);
        int end = name.startsWith("animated") ? webp.length / 2 : webp.length;
        for (int percent : new int[] {40, 60, 80}) {
            assertThat(outcome(start(webp, end * percent / 100)))
                    .as("%d %%", percent)
                    .isEqualTo("TRUNCATED");
        }
    }

    @Test
    void aWebpWhoseLengthWasMendedIsTruncated() {
        byte[] webp = webp("lossy-m4-q80");
        byte[] data = Arrays.copyOfRange(webp, 20, webp.length * 6 / 10 & ~1);
        assertThat(outcome(Bombs.riff(Bombs.chunk("VP8 ", data)))).isEqualTo("TRUNCATED");
    }

    @Test
    void aWebpWithNearlyAllOfItsDataIsTaken() {
        assertThat(outcome(start(webp("lossless-m6"), webp("lossless-m6").length - 20)))
                .isEqualTo("taken");
    }

    private static String outcome(byte[] file) {
        return PhotoProblemTest.outcome(DECODER, file);
    }

    private static String outcome(byte[] file, ScaledJpegDecoder fast) {
        try {
            DECODER.decode(file, fast);
            return "taken";
        } catch (PhotoException e) {
            return e.problem().name();
        }
    }

    private static byte[] start(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    private static byte[] closed(byte[] jpeg) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(jpeg);
        bytes.write(0xFF);
        bytes.write(0xD9);
        return bytes.toByteArray();
    }

    private static int lastScan(byte[] jpeg) {
        int at = jpeg.length - 2;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) 0xDA) {
            at--;
        }
        return at;
    }

    private static byte[] webp(String name) {
        try (InputStream stream = IncompletePicturesTest.class.getResourceAsStream("webp/" + name + ".webp")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every row has about as many bytes as any other. */
    private static BufferedImage grainy(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(18);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(40);
                image.setRGB(x, y, (60 + grain + x / 4) << 16 | (40 + grain + y / 2) << 8 | 30 + grain);
            }
        }
        return image;
    }
}
