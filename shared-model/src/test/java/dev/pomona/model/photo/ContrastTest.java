package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContrastTest {

    @Test
    void isTheStandardDeviationOfTheChannelThatVariesMost() {
        float[] views = new float[2 * PaintedPictures.RENDERER.size()];
        for (int i = PaintedPictures.RENDERER.size(); i < views.length; i += ViewRenderer.CHANNELS) {
            views[i] = i < 1.5 * PaintedPictures.RENDERER.size() ? -0.5f : 0.5f;
            views[i + 1] = 0.9f;
        }
        assertThat(Contrast.of(views, 0, views.length / 2)).isZero();
        assertThat(Contrast.of(views, views.length / 2, views.length)).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void aWallAndTheNoiseOfACoveredLensHaveTooLittle() throws PhotoException {
        assertThat(contrast(picture(new Color(90, 160, 60), 0))).isLessThan(Contrast.LEAST);
        assertThat(contrast(picture(new Color(8, 8, 8), 12))).isLessThan(Contrast.LEAST);
    }

    @Test
    void aFruitOnATableHasEnough() throws PhotoException {
        BufferedImage picture = picture(new Color(120, 110, 100), 4);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(new Color(200, 120, 40));
        canvas.fillOval(80, 60, 160, 160);
        canvas.dispose();
        assertThat(contrast(picture)).isGreaterThan(2 * Contrast.LEAST);
    }

    private static double contrast(BufferedImage picture) throws PhotoException {
        Photo photo = new PhotoDecoder(PhotoLimits.DEFAULT).decode(PictureFiles.write(picture, "jpg"));
        float[] view = new float[PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, List.of(View.CENTRE), view, 0);
        return Contrast.of(view, 0, view.length);
    }

    /** One colour, with noise of up to so many levels. */
    private static BufferedImage picture(Color colour, int noise) {
        BufferedImage picture = new BufferedImage(320, 280, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int grey = noise == 0 ? 0 : random.nextInt(noise);
                picture.setRGB(x, y, colour.getRGB() + grey * 0x010101);
            }
        }
        return picture;
    }
}
