package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares decoded WebP files of many encoder settings with what independent decoders make of them (golden/webp.py). */
class WebpDecoderTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    /** A line of webp.csv. */
    record Golden(String file, String source, String crc32, double mean, int worst) {

        static Golden of(String line) {
            String[] fields = line.split(",", -1);
            return new Golden(
                    fields[0], fields[1], fields[2], Double.parseDouble(fields[3]), Integer.parseInt(fields[4]));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Golden> files() throws IOException {
        try (BufferedReader csv =
                new BufferedReader(new InputStreamReader(resource("/golden/webp.csv"), StandardCharsets.UTF_8))) {
            return csv.lines().skip(1).map(Golden::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aWebpHasThePixelsOfOtherDecoders(Golden golden) throws PhotoException {
        Photo photo = DECODER.decode(file(golden.file() + ".webp"));
        byte[] source = DECODER.decode(file(golden.source() + ".png")).bgr();
        long sum = 0;
        int worst = 0;
        for (int i = 0; i < source.length; i++) {
            int difference = Math.abs((photo.bgr()[i] & 0xFF) - (source[i] & 0xFF));
            sum += difference;
            worst = Math.max(worst, difference);
        }
        assertThat((double) sum / source.length).as("mean difference").isCloseTo(golden.mean(), within(0.3));
        assertThat(worst).as("worst difference").isCloseTo(golden.worst(), within(2));
        if (!golden.crc32().isEmpty()) {
            CRC32 crc = new CRC32();
            crc.update(BgrPixels.swapRedAndBlue(photo.bgr()));
            assertThat(Long.toHexString(0x1_0000_0000L | crc.getValue()).substring(1))
                    .isEqualTo(golden.crc32());
        }
    }

    private static byte[] file(String name) {
        try (InputStream stream = resource("webp/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        InputStream stream = WebpDecoderTest.class.getResourceAsStream(name);
        assertThat(stream).as(name).isNotNull();
        return stream;
    }
}
