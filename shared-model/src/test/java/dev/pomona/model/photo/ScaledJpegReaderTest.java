package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaledJpegReaderTest {

    private static final int SIDE = 1200;
    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    private final List<Integer> divisors = new ArrayList<>();

    /** Answers with a grey picture of half the size. */
    private final ScaledJpegDecoder half = new ScaledJpegDecoder() {
        @Override
        public Optional<Rgb> decode(byte[] jpeg, int divisor) {
            divisors.add(divisor);
            byte[] rgb = new byte[SIDE / 2 * SIDE / 2 * 3];
            Arrays.fill(rgb, (byte) 99);
            return Optional.of(new Rgb(SIDE / 2, SIDE / 2, rgb));
        }

        @Override
        public int inputSide() {
            return PaintedPictures.SIDE;
        }
    };

    @Test
    void aNetworkOfLargerPicturesKeepsMore() {
        assertThat(ScaledJpegReader.divisor(4032, 3024, 224)).isEqualTo(4);
        assertThat(ScaledJpegReader.divisor(4032, 3024, 480)).isEqualTo(2);
        assertThat(ScaledJpegReader.divisor(4032, 3024, ScaledJpegDecoder.NONE.inputSide()))
                .isEqualTo(1);
    }

    @Test
    void everyViewKeepsTwiceTheDetailTheNetworkSees() {
        assertThat(ScaledJpegReader.divisor(350, 350, PaintedPictures.SIDE)).isEqualTo(1);
        assertThat(ScaledJpegReader.divisor(1193, 4000, PaintedPictures.SIDE)).isEqualTo(1);
        assertThat(ScaledJpegReader.divisor(1200, 1600, PaintedPictures.SIDE)).isEqualTo(2);
        assertThat(ScaledJpegReader.divisor(4032, 3024, PaintedPictures.SIDE)).isEqualTo(4);
        assertThat(ScaledJpegReader.divisor(8000, 6000, PaintedPictures.SIDE)).isEqualTo(8);
        for (int side = 16; side < 7000; side++) {
            int divisor = ScaledJpegReader.divisor(side, 7000, PaintedPictures.SIDE);
            assertThat(divisor == 1 || (double) side / divisor * 0.75 >= 2 * PaintedPictures.SIDE - 0.5)
                    .as("side %d by %d", side, divisor)
                    .isTrue();
        }
    }

    @Test
    void aLargePhotoIsDecodedSmallAndStillTellsItsSize() throws PhotoException {
        Photo photo = DECODER.decode(jpeg(BufferedImage.TYPE_INT_RGB, SIDE), half);
        assertThat(divisors).containsExactly(2);
        assertThat(photo.width()).isEqualTo(SIDE);
        assertThat(photo.storedWidth()).isEqualTo(SIDE / 2);
        assertThat(photo.bgr()).hasSize(SIDE / 2 * SIDE / 2 * 3).containsOnly(99);
    }

    @Test
    void aSmallPhotoIsNotScaled() throws PhotoException {
        DECODER.decode(jpeg(BufferedImage.TYPE_INT_RGB, SIDE - 8), half);
        assertThat(divisors).containsExactly(1);
    }

    @Test
    void aLongPictureThatCannotBeScaledIsNotHeldSeveralTimes() throws PhotoException {
        DECODER.decode(PictureFiles.write(new BufferedImage(40, 50_000, BufferedImage.TYPE_INT_RGB), "jpg"), half);
        DECODER.decode(PictureFiles.write(new BufferedImage(40, 50_001, BufferedImage.TYPE_INT_RGB), "jpg"), half);
        assertThat(divisors).containsExactly(1);
    }

    @Test
    void onlyWhatCamerasWriteIsScaled() throws PhotoException {
        DECODER.decode(jpeg(BufferedImage.TYPE_BYTE_GRAY, SIDE), half);
        DECODER.decode(PictureFiles.write(picture(BufferedImage.TYPE_INT_RGB, SIDE), "png"), half);
        byte[] inksOrRgb = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] plain = jpeg(BufferedImage.TYPE_INT_RGB, SIDE);
        DECODER.decode(PictureFiles.jpegWithSegment(plain, 0xFFEE, inksOrRgb), half);
        assertThat(divisors).isEmpty();
    }

    @Test
    void aProgressivePhotoIsScaledUnlessItHasScansWithoutEnd() throws PhotoException {
        byte[] jpeg = PictureFiles.progressiveJpeg(picture(BufferedImage.TYPE_INT_RGB, SIDE));
        DECODER.decode(jpeg, half);
        assertThat(divisors).containsExactly(2);
        DECODER.decode(PictureFiles.withMoreScans(jpeg, 10), half);
        assertThat(divisors).hasSize(1);
    }

    @Test
    void aPictureOfAnotherSizeThanItsHeaderSaysIsNotBelieved() throws PhotoException {
        ScaledJpegDecoder odd = (jpeg, divisor) -> Optional.of(new ScaledJpegDecoder.Rgb(1, 1, new byte[3]));
        assertThat(DECODER.decode(jpeg(BufferedImage.TYPE_INT_RGB, SIDE), odd).storedWidth())
                .isEqualTo(SIDE);
    }

    @Test
    void whatCannotBeScaledIsDecodedWhole() throws PhotoException {
        assertThat(DECODER.decode(jpeg(BufferedImage.TYPE_INT_RGB, SIDE), ScaledJpegDecoder.NONE)
                        .storedWidth())
                .isEqualTo(SIDE);
    }

    private static byte[] jpeg(int type, int side) {
        return PictureFiles.write(picture(type, side), "jpg");
    }

    private static BufferedImage picture(int type, int side) {
        return new BufferedImage(side, side, type);
    }
}
