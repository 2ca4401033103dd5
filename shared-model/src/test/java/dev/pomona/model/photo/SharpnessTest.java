package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharpnessTest {

    /** A fruit on a table, larger than a view. */
    private static BufferedImage fruit() {
        BufferedImage picture = new BufferedImage(480, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(new Color(190, 180, 160));
        canvas.fillRect(0, 0, 480, 360);
        canvas.setColor(new Color(200, 120, 40));
        canvas.fillOval(140, 80, 200, 200);
        canvas.dispose();
        return picture;
    }

    private static BufferedImage blurred(BufferedImage picture, int width) {
        float[] mean = new float[width * width];
        Arrays.fill(mean, 1f / mean.length);
        ConvolveOp blur = new ConvolveOp(new Kernel(width, width, mean));
        return blur.filter(blur.filter(picture, null), null).getSubimage(20, 20, 440, 320);
    }

    private static double sharpness(BufferedImage picture) throws PhotoException {
        Photo photo = new PhotoDecoder(PhotoLimits.DEFAULT).decode(PictureFiles.write(picture, "png"));
        float[] views = new float[2 * PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, List.of(View.CENTRE), views, PaintedPictures.RENDERER.size());
        return Sharpness.of(views, PaintedPictures.RENDERER.size(), PaintedPictures.RENDERER.side());
    }

    @Test
    void aSharpPictureMayBeSmoothNearlyEverywhere() throws PhotoException {
        assertThat(sharpness(fruit())).isGreaterThan(2 * Sharpness.LEAST);
    }

    @Test
    void aBlurredPictureHasTooLittle() throws PhotoException {
        assertThat(sharpness(blurred(fruit(), 15))).isLessThan(Sharpness.LEAST);
    }

    @Test
    void aFewPixelsMadeLargerAreNotSharp() throws PhotoException {
        BufferedImage small = new BufferedImage(24, 18, BufferedImage.TYPE_INT_RGB);
        small.createGraphics().drawImage(fruit(), 0, 0, 24, 18, null);
        assertThat(sharpness(small)).isLessThan(Sharpness.LEAST);
    }
}
