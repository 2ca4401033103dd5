package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.photo.PaintedPictures;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.PhotoProblem;
import dev.pomona.model.photo.PictureFiles;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.model.photo.View;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs decoded by TensorFlow and by Java, large ones scaled and whole. The pictures are stripes, a disc and noise. */
@Timeout(60)
class TensorFlowJpegDecoderTest {

    /** Difference of one number of the network's input, on its scale of -1 to 1: in the mean, and most. */
    private static final double MEAN_DIFFERENCE = 0.01;

    private static final double MOST_DIFFERENCE = 0.2;

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    private static TensorFlowJpegDecoder scaled;

    @BeforeAll
    static void load() throws IOException {
        NativeLibraries.install(CacheFolder.ofUser());
        scaled = new TensorFlowJpegDecoder(PaintedPictures.SIDE);
    }

    @AfterAll
    static void close() {
        scaled.close();
    }

    @ParameterizedTest
    @CsvSource({"350, 350", "37, 1100", "1001, 640", "16, 16"})
    void ofASmallPhotoItSeesTheVerySame(int width, int height) throws PhotoException {
        for (byte[] jpeg : List.of(jpeg(width, height), PictureFiles.progressiveJpeg(picture(width, height)))) {
            assertThat(scaled.decode(jpeg, 1)).isPresent();
            assertThat(input(jpeg, scaled)).isEqualTo(input(jpeg, ScaledJpegDecoder.NONE));
        }
    }

    @ParameterizedTest
    @CsvSource({"1200, 1203, 2", "2501, 1999, 2", "4032, 3024, 4", "4801, 5003, 8"})
    void theNetworkSeesNearlyTheSame(int width, int height, int divisor) throws PhotoException {
        byte[] jpeg = jpeg(width, height);
        assertThat(scaled.decode(jpeg, divisor).orElseThrow().width()).isEqualTo((width + divisor - 1) / divisor);
        assertNearlyTheSame(jpeg);
    }

    @Test
    void aProgressivePhotoTooIsNearlyTheSame() throws PhotoException {
        assertNearlyTheSame(PictureFiles.progressiveJpeg(picture(1601, 1207)));
    }

    @Test
    void orientationsAndColourProfilesAreFollowed() throws PhotoException {
        byte[] jpeg = jpeg(1601, 1207);
        for (int orientation = 1; orientation <= 8; orientation++) {
            assertNearlyTheSame(PictureFiles.jpegWithOrientation(jpeg, orientation));
        }
        byte[] linear = withProfile(jpeg, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
        assertNearlyTheSame(linear);
        assertThat(meanDifference(input(linear, scaled), input(jpeg, scaled))).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @CsvSource({"1600, false", "1600, true", "360, false", "360, true"})
    void aTruncatedPhotoIsRefusedAsByTheOtherDecoder(int width, boolean progressive) {
        BufferedImage picture = picture(width, width * 3 / 4);
        byte[] jpeg = progressive ? PictureFiles.progressiveJpeg(picture) : PictureFiles.write(picture, "jpg");
        for (int part = 1; part < 40; part += 3) {
            byte[] beginning = Arrays.copyOf(jpeg, (int) ((long) jpeg.length * part / 40));
            assertThat(outcome(beginning, scaled)).isEqualTo(outcome(beginning, ScaledJpegDecoder.NONE));
            byte[] closed = Arrays.copyOf(beginning, beginning.length + 2);
            closed[beginning.length] = (byte) 0xFF;
            closed[beginning.length + 1] = (byte) 0xD9;
            assertThat(outcome(closed, scaled))
                    .as("%d of 40 parts", part)
                    .isEqualTo(outcome(closed, ScaledJpegDecoder.NONE));
        }
        assertThatThrownBy(() -> DECODER.decode(Arrays.copyOf(jpeg, jpeg.length / 10), scaled))
                .isInstanceOfSatisfying(
                        PhotoException.class, e -> assertThat(e.problem()).isEqualTo(PhotoProblem.TRUNCATED));
    }

    private static String outcome(byte[] bytes, ScaledJpegDecoder decoder) {
        try {
            DECODER.decode(bytes, decoder);
            return "taken";
        } catch (PhotoException e) {
            return e.problem().name();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedPhotosAreDecodedOrRefused(boolean progressive) {
        BufferedImage black = new BufferedImage(1200, 1200, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = progressive ? PictureFiles.progressiveJpeg(black) : PictureFiles.write(black, "jpg");
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = jpeg.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                // The header is short and most of what can go wrong is there.
                damaged[random.nextInt(i % 3 == 0 ? damaged.length : 700)] ^= (byte) (1 << random.nextInt(8));
            }
            decodeOrRefuse(damaged);
        }
    }

    /** The native decoder alone, without the look at the header before it. */
    @Test
    void damagedBytesNeverHarmTheNativeDecoder() {
        byte[] jpeg = PictureFiles.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg");
        Random random = new Random(2);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = jpeg.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            scaled.decode(damaged, 1 << i % 4)
                    .ifPresent(pixels -> assertThat(pixels.rgb()).hasSize(pixels.width() * pixels.height() * 3));
        }
        for (int length = 0; length < jpeg.length; length++) {
            scaled.decode(Arrays.copyOf(jpeg, length), 2);
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            Photo photo = new PhotoDecoder(new PhotoLimits(3_000_000, 16)).decode(bytes, scaled);
            assertThat(photo.width()).isPositive();
        } catch (PhotoException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static void assertNearlyTheSame(byte[] jpeg) throws PhotoException {
        Photo small = DECODER.decode(jpeg, scaled);
        Photo whole = DECODER.decode(jpeg);
        assertThat(small.width()).isEqualTo(whole.width());
        assertThat(small.height()).isEqualTo(whole.height());
        assertThat(small.orientation()).isEqualTo(whole.orientation());
        float[] a = input(jpeg, scaled);
        float[] b = input(jpeg, ScaledJpegDecoder.NONE);
        assertThat(meanDifference(a, b)).isLessThan(MEAN_DIFFERENCE);
        for (int i = 0; i < a.length; i++) {
            assertThat(Math.abs(a[i] - b[i])).isLessThan((float) MOST_DIFFERENCE);
        }
    }

    private static float[] input(byte[] jpeg, ScaledJpegDecoder decoder) throws PhotoException {
        FloatBuffer pixels = InputBatch.of(PaintedPictures.SIDE, DECODER.decode(jpeg, decoder), View.of(4))
                .pixels();
        float[] input = new float[pixels.remaining()];
        pixels.get(input);
        return input;
    }

    private static double meanDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    private static byte[] jpeg(int width, int height) {
        return PictureFiles.write(picture(width, height), "jpg");
    }

    private static BufferedImage picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        int radius = Math.min(width, height) / 3;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = random.nextInt(20);
                boolean inside = Math.hypot(x - width / 2.0, y - height / 2.0) < radius;
                int stripe = x / 97 % 2 * 60;
                int red = (inside ? 200 : 80) + noise;
                int green = (inside ? 90 + 60 * y / height : 120 + stripe) + noise;
                image.setRGB(x, y, red << 16 | green << 8 | (inside ? 20 : 150) + noise);
            }
        }
        return image;
    }

    private static byte[] withProfile(byte[] jpeg, ICC_Profile profile) {
        byte[] name = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
        byte[] data = ByteBuffer.allocate(name.length + profile.getData().length)
                .put(name)
                .put(profile.getData())
                .array();
        byte[] jfif = Arrays.copyOf(jpeg, 20);
        byte[] rest = Arrays.copyOfRange(jpeg, 20, jpeg.length);
        return ByteBuffer.allocate(jpeg.length + 4 + data.length)
                .put(jfif)
                .putShort((short) 0xFFE2)
                .putShort((short) (2 + data.length))
                .put(data)
                .put(rest)
                .array();
    }
}
