package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void greyPicturesHaveNone(String format) throws PhotoException {
        assertThat(colour(changed(ColourTest::grey), format)).isLessThan(Colour.LEAST / 5);
    }

    @Test
    void picturesInOneTintHaveNone() throws PhotoException {
        assertThat(colour(changed(rgb -> tinted(grey(rgb) & 0xff)), "jpg")).isLessThan(Colour.LEAST);
    }

    @Test
    void fadedPicturesHaveTooLittle() throws PhotoException {
        assertThat(colour(changed(rgb -> mixed(rgb, grey(rgb), 0.1)), "jpg")).isLessThan(Colour.LEAST);
    }

    @Test
    void aFruitOnATableHasEnough() throws PhotoException {
        assertThat(colour(fruit(new Color(200, 120, 40)), "jpg")).isGreaterThan(3 * Colour.LEAST);
    }

    @Test
    void aDarkGreenFruitOnAWhiteTableHasEnough() throws PhotoException {
        assertThat(colour(fruit(new Color(52, 66, 42)), "jpg")).isGreaterThan(Colour.LEAST);
    }

    @Test
    void aPaleBulbOnAWhiteTableHasEnough() throws PhotoException {
        BufferedImage garlic = fruit(new Color(216, 198, 168));
        Graphics2D canvas = garlic.createGraphics();
        canvas.setColor(new Color(190, 150, 160));
        canvas.fillOval(140, 90, 40, 120);
        canvas.dispose();
        assertThat(colour(garlic, "jpg")).isGreaterThan(Colour.LEAST);
    }

    private static double colour(BufferedImage picture, String format) throws PhotoException {
        Photo photo = new PhotoDecoder(PhotoLimits.DEFAULT).decode(PictureFiles.write(picture, format));
        float[] view = new float[PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, List.of(View.CENTRE), view, 0);
        return Colour.of(view, 0, view.length);
    }

    private static BufferedImage fruit(Color colour) {
        BufferedImage picture = new BufferedImage(320, 280, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(new Color(235, 235, 238));
        canvas.fillRect(0, 0, 320, 280);
        canvas.setColor(new Color(150, 160, 170));
        canvas.fillOval(90, 180, 180, 60);
        canvas.setColor(colour);
        canvas.fillOval(80, 60, 160, 160);
        canvas.dispose();
        return picture;
    }

    private static BufferedImage changed(IntUnaryOperator pixel) {
        BufferedImage picture = fruit(new Color(200, 120, 40));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, pixel.applyAsInt(picture.getRGB(x, y)));
            }
        }
        return picture;
    }

    private static int grey(int rgb) {
        Color colour = new Color(rgb);
        return 0x010101 * ((30 * colour.getRed() + 59 * colour.getGreen() + 11 * colour.getBlue()) / 100);
    }

    private static int tinted(int lightness) {
        return new Color(Math.min(255, lightness * 107 / 100), lightness * 95 / 100, lightness * 75 / 100).getRGB();
    }

    private static int mixed(int rgb, int grey, double share) {
        Color colour = new Color(rgb);
        int lightness = grey & 0xff;
        return new Color(
                        blend(colour.getRed(), lightness, share),
                        blend(colour.getGreen(), lightness, share),
                        blend(colour.getBlue(), lightness, share))
                .getRGB();
    }

    private static int blend(int channel, int lightness, double share) {
        return (int) Math.round(share * channel + (1 - share) * lightness);
    }
}
