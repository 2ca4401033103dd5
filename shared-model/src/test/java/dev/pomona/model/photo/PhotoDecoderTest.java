package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.OtherJvm;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoDecoderTest {

    private static final int[] GREYS = {0xFF808080, 0xFF0A0A0A, 0xFFC8C8C8, 0xFFFFFFFF};

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    @Test
    void decodesPng() throws PhotoException {
        Photo photo = DECODER.decode(png(Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB)));
        assertThat(photo.format()).isEqualTo(PhotoFormat.PNG);
        assertThat(photo.width()).isEqualTo(Quadrants.WIDTH);
        assertThat(photo.height()).isEqualTo(Quadrants.HEIGHT);
        assertThat(photo.orientation()).isEqualTo(Orientation.NORMAL);
        assertColours(photo, 0, Quadrants.ARGB);
    }

    @Test
    void decodesJpeg() throws PhotoException {
        BufferedImage picture = Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB);
        Photo photo = DECODER.decode(PictureFiles.write(picture, "jpg"));
        assertThat(photo.format()).isEqualTo(PhotoFormat.JPEG);
        assertColours(photo, 8, Quadrants.ARGB);
    }

    @Test
    void decodesWebp() throws PhotoException {
        Photo photo = DECODER.decode(SamplePictures.WEBP_LOSSLESS.bytes());
        assertThat(photo.format()).isEqualTo(PhotoFormat.WEBP);
        assertThat(photo.width()).isEqualTo(Quadrants.WIDTH);
        assertThat(photo.height()).isEqualTo(Quadrants.HEIGHT);
        assertColours(photo, 0, Quadrants.ARGB);
        assertColours(DECODER.decode(SamplePictures.WEBP_LOSSY.bytes()), 8, Quadrants.ARGB);
    }

    @Test
    void laysATransparentWebpOverWhite() throws PhotoException {
        assertColours(DECODER.decode(SamplePictures.WEBP_LOSSLESS_ALPHA.bytes()), 1, Quadrants.OVER_WHITE);
        assertColours(DECODER.decode(SamplePictures.WEBP_LOSSY_ALPHA.bytes()), 8, Quadrants.OVER_WHITE);
    }

    @Test
    void laysATransparentPngOverWhite() throws PhotoException {
        byte[] png = png(Quadrants.paint(BufferedImage.TYPE_INT_ARGB, Quadrants.WITH_ALPHA));
        assertColours(DECODER.decode(png), 1, Quadrants.OVER_WHITE);
    }

    @Test
    void decodesJpegsOfInks() throws PhotoException {
        for (SamplePictures inks : List.of(SamplePictures.JPEG_CMYK, SamplePictures.JPEG_YCCK)) {
            int[] colours = Quadrants.colours(DECODER.decode(inks.bytes()));
            // How bright an ink is depends on the paper; which light it swallows does not.
            assertThat(Quadrants.difference(colours, new int[] {0xFF00D0FF, 0xFFFF00C0, 0xFFFFF800, 0xFF000000}))
                    .as("%s: %s", inks, Quadrants.hex(colours))
                    .isLessThan(70);
        }
    }

    @Test
    void greyOfAJpegStaysAsItIs() throws PhotoException {
        byte[] jpeg = PictureFiles.write(greys(BufferedImage.TYPE_BYTE_GRAY, 1), "jpg");
        assertColours(DECODER.decode(jpeg), 2, GREYS);
    }

    @Test
    void greyOfAPngStaysAsItIs() throws PhotoException {
        assertColours(DECODER.decode(png(greys(BufferedImage.TYPE_BYTE_GRAY, 1))), 0, GREYS);
    }

    @Test
    void greyOf16BitsStaysAsItIs() throws PhotoException {
        assertColours(DECODER.decode(png(greys(BufferedImage.TYPE_USHORT_GRAY, 257))), 0, GREYS);
    }

    @Test
    void transparentGreyLiesOverWhite() throws PhotoException {
        BufferedImage picture = image(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE);
        Quadrants.store(picture, new int[][] {{128, 255}, {0, 128}, {0, 0}, {200, 255}});
        assertColours(DECODER.decode(png(picture)), 0, new int[] {0xFF808080, 0xFF7F7F7F, 0xFFFFFFFF, 0xFFC8C8C8});
    }

    @Test
    void decodesColoursOf16Bits() throws PhotoException {
        BufferedImage picture = image(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT);
        Quadrants.store(
                picture,
                Arrays.stream(Quadrants.ARGB)
                        .mapToObj(argb ->
                                new int[] {(argb >> 16 & 0xFF) * 257, (argb >> 8 & 0xFF) * 257, (argb & 0xFF) * 257})
                        .toArray(int[][]::new));
        assertColours(DECODER.decode(png(picture)), 1, Quadrants.ARGB);
    }

    @Test
    void transparentColoursOf16BitsLieOverWhite() throws PhotoException {
        BufferedImage picture = image(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT);
        Quadrants.store(
                picture,
                Arrays.stream(Quadrants.WITH_ALPHA)
                        .mapToObj(argb -> new int[] {
                            (argb >> 16 & 0xFF) * 257,
                            (argb >> 8 & 0xFF) * 257,
                            (argb & 0xFF) * 257,
                            (argb >>> 24) * 257
                        })
                        .toArray(int[][]::new));
        assertColours(DECODER.decode(png(picture)), 1, Quadrants.OVER_WHITE);
    }

    @Test
    void decodesAPalette() throws PhotoException {
        // Colours of Java's standard palette, which is exact in them.
        int[] colours = {0xFFFF0000, 0xFF00FF00, 0xFF3333CC, 0xFFFFCC00};
        byte[] png = png(Quadrants.paint(BufferedImage.TYPE_BYTE_INDEXED, colours));
        assertThat(png[25]).as("colour type").isEqualTo((byte) 3);
        assertColours(DECODER.decode(png), 0, colours);
    }

    @Test
    void decodesBlackAndWhite() throws PhotoException {
        int[] colours = {0xFF000000, 0xFFFFFFFF, 0xFFFFFFFF, 0xFF000000};
        byte[] png = png(Quadrants.paint(BufferedImage.TYPE_BYTE_BINARY, colours));
        assertThat(png[24]).as("bit depth").isEqualTo((byte) 1);
        assertColours(DECODER.decode(png), 0, colours);
    }

    @Test
    void decodesAnInterlacedPng() throws PhotoException, IOException {
        byte[] png = PictureFiles.interlacedPng(Quadrants.paint(BufferedImage.TYPE_INT_RGB, Quadrants.ARGB));
        assertThat(png[28]).as("interlace method").isEqualTo((byte) 1);
        assertColours(DECODER.decode(png), 0, Quadrants.ARGB);
    }

    /** With a temporary folder that does not exist, any attempt to write there would fail. */
    @Test
    void writesNoPictureToDisk(@TempDir Path folder) throws IOException, InterruptedException {
        OtherJvm.await(OtherJvm.start(DecodeAll.class, List.of("-Djava.io.tmpdir=" + folder)));
        assertThat(folder).doesNotExist();
    }

    @Test
    void aMachineThatCannotLoadTheDecoderOfWebpIsToldWhatToDo(@TempDir Path folder) {
        String nowhere = "-Djava.io.tmpdir=" + folder.resolve("missing");
        assertThatThrownBy(() -> OtherJvm.await(OtherJvm.start(DecodeAll.class, List.of(nowhere))))
                .hasMessageContaining("The decoder of WebP cannot be loaded on")
                .hasMessageContaining("java.io.tmpdir, " + folder.resolve("missing") + ") has to be writable");
    }

    /** Decodes one picture of each format, after the folder for temporary files has been found empty and deleted. */
    static final class DecodeAll {

        private DecodeAll() {}

        public static void main(String... arguments) throws PhotoException, IOException {
            PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
            Files.delete(Path.of(System.getProperty("java.io.tmpdir")));
            BufferedImage picture = PaintedPictures.DISC.paint();
            decoder.decode(PictureFiles.write(picture, "jpg"));
            decoder.decode(PictureFiles.write(picture, "png"));
            for (SamplePictures sample : SamplePictures.values()) {
                decoder.decode(sample.bytes());
            }
        }
    }

    private static void assertColours(Photo photo, int tolerance, int[] expected) {
        int[] colours = Quadrants.colours(photo);
        assertThat(Quadrants.difference(colours, expected))
                .as("%s, expected %s", Quadrants.hex(colours), Quadrants.hex(expected))
                .isLessThanOrEqualTo(tolerance);
    }

    private static BufferedImage greys(int type, int unit) {
        BufferedImage image = new BufferedImage(Quadrants.WIDTH, Quadrants.HEIGHT, type);
        int[][] samples = Arrays.stream(GREYS)
                .mapToObj(grey -> new int[] {(grey & 0xFF) * unit})
                .toArray(int[][]::new);
        return Quadrants.store(image, samples);
    }

    private static BufferedImage image(int colourSpace, boolean alpha, int dataType) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(colourSpace),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                dataType);
        WritableRaster raster = model.createCompatibleWritableRaster(Quadrants.WIDTH, Quadrants.HEIGHT);
        return new BufferedImage(model, raster, false, null);
    }

    private static byte[] png(BufferedImage image) {
        return PictureFiles.write(image, "png");
    }
}
