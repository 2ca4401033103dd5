package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    static Stream<Arguments> sizesAndOrientations() {
        return Stream.of(new int[] {47, 31}, new int[] {31, 48}, new int[] {225, 225}, new int[] {301, 200})
                .flatMap(size -> IntStream.rangeClosed(1, 8).mapToObj(exif -> Arguments.of(size[0], size[1], exif)));
    }

    @ParameterizedTest
    @MethodSource("sizesAndOrientations")
    void theNetworkSeesTheSameHoweverThePictureIsStored(int width, int height, int exif) throws PhotoException {
        Photo upright = DECODER.decode(PictureFiles.write(painted(width, height), "png"));
        byte[] png = PictureFiles.write(stored(painted(width, height), exif), "png");
        Photo turned = DECODER.decode(PictureFiles.pngWithOrientation(png, exif));

        assertThat(turned.orientation()).isEqualTo(Orientation.values()[exif - 1]);
        assertThat(turned.width()).isEqualTo(width);
        assertThat(turned.height()).isEqualTo(height);
        assertThat(largestDifference(input(turned), input(upright))).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isReadFromJpeg(int exif) throws PhotoException {
        byte[] jpeg = PictureFiles.write(stored(quadrants(), exif), "jpg");
        Photo photo = DECODER.decode(PictureFiles.jpegWithOrientation(jpeg, exif));
        assertThat(photo.orientation()).isEqualTo(Orientation.values()[exif - 1]);
        assertThat(photo.width()).isEqualTo(Quadrants.WIDTH);
        assertThat(Quadrants.difference(Quadrants.colours(photo), Quadrants.ARGB))
                .isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8})
    void isReadFromPngWhoseBlockBeginsAsInAJpeg(int exif) throws PhotoException {
        byte[] png = PictureFiles.write(stored(quadrants(), exif), "png");
        byte[] block = Bombs.joined(Bombs.latin1("Exif\0\0"), PictureFiles.tiff(exif));
        Photo photo = DECODER.decode(PictureFiles.pngWithChunk(png, "eXIf", block));
        assertThat(photo.orientation()).isEqualTo(Orientation.values()[exif - 1]);
    }

    @Test
    void isReadFromWebp() throws PhotoException {
        Photo photo = DECODER.decode(SamplePictures.WEBP_TURNED.bytes());
        assertThat(photo.orientation()).isEqualTo(Orientation.ROTATED_90);
        assertThat(photo.width()).isEqualTo(Quadrants.WIDTH);
        assertThat(photo.height()).isEqualTo(Quadrants.HEIGHT);
        assertThat(Quadrants.difference(Quadrants.colours(photo), Quadrants.ARGB))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, -1})
    void anUnknownValueIsUpright(int exif) throws PhotoException {
        byte[] png = PictureFiles.write(quadrants(), "png");
        assertThat(DECODER.decode(PictureFiles.pngWithOrientation(png, exif)).orientation())
                .isEqualTo(Orientation.NORMAL);
    }

    @Test
    void brokenExifIsIgnored() throws PhotoException {
        byte[] garbage = {'M', 'M', 0, 42, -1, -1, -1, -1, 3, 1, 4, 1, 5, 9};
        byte[] jpeg = PictureFiles.write(quadrants(), "jpg");
        byte[] png = PictureFiles.write(quadrants(), "png");
        for (byte[] picture : new byte[][] {
            PictureFiles.jpegWithExif(jpeg, garbage),
            PictureFiles.jpegWithExif(jpeg, new byte[0]),
            PictureFiles.pngWithChunk(png, "eXIf", garbage),
            PictureFiles.pngWithChunk(png, "eXIf", new byte[0])
        }) {
            Photo photo = DECODER.decode(picture);
            assertThat(photo.orientation()).isEqualTo(Orientation.NORMAL);
            assertThat(Quadrants.difference(Quadrants.colours(photo), Quadrants.ARGB))
                    .isLessThan(8);
        }
    }

    /** The picture as a camera held that way stores it: the table of EXIF 2.32, section 4.6.4, tag 0x0112. */
    private static BufferedImage stored(BufferedImage upright, int exif) {
        int right = upright.getWidth() - 1;
        int bottom = upright.getHeight() - 1;
        boolean swapped = exif >= 5;
        int rows = swapped ? upright.getWidth() : upright.getHeight();
        int columns = swapped ? upright.getHeight() : upright.getWidth();
        BufferedImage stored = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int rgb = switch (exif) {
                    case 1 -> upright.getRGB(column, row); // row 0 is the top, column 0 the left side
                    case 2 -> upright.getRGB(right - column, row); // top, right
                    case 3 -> upright.getRGB(right - column, bottom - row); // bottom, right
                    case 4 -> upright.getRGB(column, bottom - row); // bottom, left
                    case 5 -> upright.getRGB(row, column); // left, top
                    case 6 -> upright.getRGB(right - row, column); // right, top
                    case 7 -> upright.getRGB(right - row, bottom - column); // right, bottom
                    case 8 -> upright.getRGB(row, bottom - column); // left, bottom
                    default -> throw new IllegalArgumentException("no orientation " + exif);
                };
                stored.setRGB(column, row, rgb);
            }
        }
        return stored;
    }

    private static BufferedImage quadrants() {
        return Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB);
    }

    private static BufferedImage painted(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, PaintedPictures.rgb(x * 255 / width, y * 255 / height, (x * y * 7 + x * 31) % 256));
            }
        }
        return image;
    }

    private static float[] input(Photo photo) {
        float[] input = new float[4 * PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, View.of(4), input, 0);
        return input;
    }

    private static double largestDifference(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }
}
