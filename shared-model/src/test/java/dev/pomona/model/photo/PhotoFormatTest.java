package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoFormatTest {

    private static final BufferedImage PICTURE = Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB);

    @Test
    void tellsEachFormatByItsFirstBytes() {
        assertThat(PhotoFormat.detect(PictureFiles.write(PICTURE, "jpg"))).contains(PhotoFormat.JPEG);
        assertThat(PhotoFormat.detect(PictureFiles.write(PICTURE, "png"))).contains(PhotoFormat.PNG);
        assertThat(PhotoFormat.detect(SamplePictures.WEBP_LOSSY.bytes())).contains(PhotoFormat.WEBP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp"})
    void knowsNoOtherFormat(String format) {
        assertThat(PhotoFormat.detect(PictureFiles.write(PICTURE, format))).isEmpty();
    }

    @Test
    void aRiffFileThatIsNotWebpIsNoPicture() {
        byte[] wave = "RIFF\4\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PhotoFormat.detect(wave)).isEmpty();
    }

    @Test
    void fewerBytesThanAFormatBeginsWithAreNoPicture() {
        byte[] png = PictureFiles.write(PICTURE, "png");
        for (int length = 0; length < 8; length++) {
            assertThat(PhotoFormat.detect(Arrays.copyOf(png, length))).isEmpty();
        }
        assertThat(PhotoFormat.detect(Arrays.copyOf(png, 8))).contains(PhotoFormat.PNG);
    }
}
