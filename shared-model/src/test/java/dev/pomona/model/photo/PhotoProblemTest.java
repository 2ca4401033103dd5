package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoProblemTest {

    private static final byte[] PNG = PaintedPictures.CHECKER.png();
    private static final byte[] JPEG = PictureFiles.write(PaintedPictures.CHECKER.paint(), "jpg");

    @Test
    void noBytesAreEmpty() {
        assertThat(problemOf(new byte[0])).isEqualTo(PhotoProblem.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<!DOCTYPE html><img src='photo.jpg'>",
                "GIF89a\1\0\1\0",
                "%PDF-1.7",
                "photo.jpg",
                " "
            })
    void whatIsNoJpegPngOrWebpIsUnsupported(String content) {
        assertThat(problemOf(content.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(PhotoProblem.UNSUPPORTED_FORMAT);
    }

    @Test
    void rejectsAPictureThatClaimsMorePixelsThanAllowed() {
        assertThat(problemOf(PictureFiles.pngClaiming(PNG, 50_000, 50_000))).isEqualTo(PhotoProblem.TOO_MANY_PIXELS);
        assertThat(problemOf(PictureFiles.pngClaiming(PNG, Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isEqualTo(PhotoProblem.TOO_MANY_PIXELS);
    }

    @Test
    void rejectsAPictureWithAShortSide() {
        assertThat(problemOf(blank(15, 400))).isEqualTo(PhotoProblem.TOO_SMALL);
        assertThat(problemOf(blank(400, 15))).isEqualTo(PhotoProblem.TOO_SMALL);
    }

    @Test
    void takesAPictureOfTheLeastSize() throws PhotoException {
        assertThat(new PhotoDecoder(PhotoLimits.DEFAULT).decode(blank(16, 16)).width())
                .isEqualTo(16);
    }

    @Test
    void takesAPictureOfExactlyTheMostPixels() throws PhotoException {
        byte[] png = blank(30, 20);
        assertThat(new PhotoDecoder(new PhotoLimits(600, 16)).decode(png).height())
                .isEqualTo(20);
        assertThat(catchThrowableOfType(
                                PhotoException.class, () -> new PhotoDecoder(new PhotoLimits(599, 16)).decode(png))
                        .problem())
                .isEqualTo(PhotoProblem.TOO_MANY_PIXELS);
    }

    @Test
    void whatTakesMoreMemoryMayHaveFewerPixels() throws PhotoException {
        // 40 x 30 plain pixels take 3600 bytes; with transparency they take 7 each, of grey 4, of 16 bits with alpha 11
        PhotoLimits limits = new PhotoLimits(40 * 30, 16);
        assertThat(decodedBytes(limits, BufferedImage.TYPE_3BYTE_BGR, 40, 30)).isEqualTo(3600);
        assertThat(decodedBytes(limits, BufferedImage.TYPE_4BYTE_ABGR, 20, 25)).isEqualTo(3500);
        assertThat(decodedBytes(limits, BufferedImage.TYPE_BYTE_GRAY, 30, 30)).isEqualTo(3600);
        assertThat(tooMany(limits, BufferedImage.TYPE_3BYTE_BGR, 41, 30)).isTrue();
        assertThat(tooMany(limits, BufferedImage.TYPE_4BYTE_ABGR, 20, 26)).isTrue();
        assertThat(tooMany(limits, BufferedImage.TYPE_BYTE_GRAY, 30, 31)).isTrue();
        byte[] deep = PictureFiles.pngClaiming(PNG, 7000, 7000, 16, 6);
        assertThat(problemOf(deep)).isEqualTo(PhotoProblem.TOO_MANY_PIXELS);
    }

    private static long decodedBytes(PhotoLimits limits, int type, int width, int height) throws PhotoException {
        byte[] png = PictureFiles.write(new BufferedImage(width, height, type), "png");
        try (UndecodedPhoto photo = new PhotoDecoder(limits).open(png)) {
            return photo.decodedBytes();
        }
    }

    private static boolean tooMany(PhotoLimits limits, int type, int width, int height) {
        return catchThrowableOfType(PhotoException.class, () -> decodedBytes(limits, type, width, height))
                        .problem()
                == PhotoProblem.TOO_MANY_PIXELS;
    }

    @Test
    void limitsArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhotoLimits(0, 16));
        assertThatIllegalArgumentException().isThrownBy(() -> new PhotoLimits(100, 0));
    }

    @Test
    void aJpegThatEndsTooSoonIsTruncated() {
        for (int percent = 30; percent < 100; percent += 10) {
            assertThat(problemOf(Arrays.copyOf(JPEG, JPEG.length * percent / 100)))
                    .as("%d %%", percent)
                    .isEqualTo(PhotoProblem.TRUNCATED);
        }
    }

    @Test
    void aJpegOfInksThatEndsTooSoonIsTruncated() {
        byte[] inks = SamplePictures.JPEG_CMYK.bytes();
        assertThat(problemOf(Arrays.copyOf(inks, inks.length - 12))).isEqualTo(PhotoProblem.TRUNCATED);
    }

    @Test
    void whatFollowsTheEndOfAJpegDoesNotMatter() throws PhotoException {
        byte[] longer = Arrays.copyOf(JPEG, JPEG.length + 1000);
        Arrays.fill(longer, JPEG.length, longer.length, (byte) 0x5A);
        Photo photo = new PhotoDecoder(PhotoLimits.DEFAULT).decode(longer);
        assertThat(photo.bgr())
                .isEqualTo(new PhotoDecoder(PhotoLimits.DEFAULT).decode(JPEG).bgr());
    }

    @Test
    void halfAPngIsTruncated() {
        assertThat(problemOf(PictureFiles.firstHalf(PNG))).isEqualTo(PhotoProblem.TRUNCATED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "WEBP.*")
    void halfAWebpIsTruncated(SamplePictures webp) {
        assertThat(problemOf(PictureFiles.firstHalf(webp.bytes()))).isEqualTo(PhotoProblem.TRUNCATED);
    }

    @Test
    void aFirstLineAloneIsBroken() {
        for (byte[] picture : new byte[][] {JPEG, PNG, SamplePictures.WEBP_LOSSY.bytes()}) {
            assertThat(problemOf(Arrays.copyOf(picture, 12))).isEqualTo(PhotoProblem.BROKEN);
        }
    }

    @Test
    void messagesRepeatNothingOfThePicture() {
        byte[] comment = "taken at the SECRET place".getBytes(StandardCharsets.ISO_8859_1);
        byte[] commented = PictureFiles.jpegWithSegment(JPEG, 0xFFFE, comment);
        byte[] text = PictureFiles.pngWithChunk(PNG, "tEXt", "Comment\0SECRET".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] broken : new byte[][] {
            PictureFiles.firstHalf(commented), PictureFiles.firstHalf(text), PictureFiles.pngClaiming(text, 9, 9)
        }) {
            assertThat(rejection(broken)).hasMessageNotContaining("SECRET").hasMessageEndingWith(".");
        }
    }

    /** {@code taken}, or the name of the problem. */
    static String outcome(PhotoDecoder decoder, byte[] bytes) {
        try {
            decoder.decode(bytes);
            return "taken";
        } catch (PhotoException e) {
            return e.problem().name();
        }
    }

    private static PhotoProblem problemOf(byte[] bytes) {
        return rejection(bytes).problem();
    }

    private static PhotoException rejection(byte[] bytes) {
        PhotoException rejection =
                catchThrowableOfType(PhotoException.class, () -> new PhotoDecoder(PhotoLimits.DEFAULT).decode(bytes));
        assertThat(rejection).as("the picture is refused").isNotNull();
        return rejection;
    }

    private static byte[] blank(int width, int height) {
        return PictureFiles.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }
}
