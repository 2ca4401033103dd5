package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizedThumbnailTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void standsUprightHoweverThePhotoIsStored(int exif) throws Exception {
        BufferedImage copy = copy(jpeg(80, 40, exif), 1024);
        boolean turned = exif > 4;
        assertThat(copy.getWidth()).isEqualTo(turned ? 40 : 80);
        assertThat(copy.getHeight()).isEqualTo(turned ? 80 : 40);
        // The stored picture is red in its upper left corner; where that goes is what the eight values mean.
        boolean right = exif == 2 || exif == 3 || exif == 6 || exif == 7;
        boolean below = exif == 3 || exif == 4 || exif == 7 || exif == 8;
        int x = right ? copy.getWidth() - 8 : 7;
        int y = below ? copy.getHeight() - 8 : 7;
        assertThat(isRed(copy.getRGB(x, y))).isTrue();
        assertThat(isRed(copy.getRGB(copy.getWidth() - 1 - x, copy.getHeight() - 1 - y)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3000, 1000, 1024, 341", "1025, 40, 1024, 40", "640, 480, 640, 480", "40, 2000, 20, 1024"})
    void hasNoMorePixelsThanWanted(int width, int height, int copyWidth, int copyHeight) throws Exception {
        BufferedImage copy = copy(jpeg(width, height, 1), 1024);
        assertThat(copy.getWidth()).isEqualTo(copyWidth);
        assertThat(copy.getHeight()).isEqualTo(copyHeight);
    }

    @Test
    void theColoursStayWhatTheyAre() throws Exception {
        BufferedImage copy = copy(PictureFiles.write(plain(300, 300, new Color(200, 120, 40)), "png"), 100);
        Color middle = new Color(copy.getRGB(50, 50));
        assertThat(middle.getRed()).isBetween(195, 205);
        assertThat(middle.getGreen()).isBetween(115, 125);
        assertThat(middle.getBlue()).isBetween(35, 45);
    }

    @Test
    void nothingIsLeftOfTheMetadata() throws Exception {
        byte[] photo = jpeg(80, 40, 6);
        assertThat(new String(photo, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("Exif");
        byte[] copy = SanitizedThumbnail.jpeg(DECODER.decode(photo), 1024);
        assertThat(new String(copy, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif");
        assertThat(DECODER.decode(copy).orientation()).isEqualTo(Orientation.NORMAL);
    }

    private static boolean isRed(int rgb) {
        Color color = new Color(rgb);
        return color.getRed() > 150 && color.getGreen() < 100;
    }

    private static byte[] jpeg(int width, int height, int exif) {
        BufferedImage image = plain(width, height, Color.WHITE);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height / 2);
        canvas.dispose();
        return PictureFiles.jpegWithOrientation(PictureFiles.write(image, "jpg"), exif);
    }

    private static BufferedImage plain(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(color);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        return image;
    }

    private static BufferedImage copy(byte[] photo, int longestSide) throws PhotoException, IOException {
        byte[] copy = SanitizedThumbnail.jpeg(DECODER.decode(photo), longestSide);
        return ImageIO.read(new ByteArrayInputStream(copy));
    }
}
