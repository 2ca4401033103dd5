package dev.pomona.model.photo;

import static dev.pomona.model.photo.Bombs.SIZE;
import static dev.pomona.model.photo.Bombs.chunk;
import static dev.pomona.model.photo.Bombs.deflatedZeros;
import static dev.pomona.model.photo.Bombs.exifOfManyEntries;
import static dev.pomona.model.photo.Bombs.exifWithXmp;
import static dev.pomona.model.photo.Bombs.joined;
import static dev.pomona.model.photo.Bombs.jpegOfSegments;
import static dev.pomona.model.photo.Bombs.jpegWithProfile;
import static dev.pomona.model.photo.Bombs.latin1;
import static dev.pomona.model.photo.Bombs.pngOfChunks;
import static dev.pomona.model.photo.Bombs.xmp;
import static dev.pomona.model.photo.PictureFiles.pngWithChunk;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata as large as an upload costs no more time than it takes to skip it, and the picture is decoded all the same. */
@Timeout(60)
class MetadataBombTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(PhotoLimits.DEFAULT);

    /** Of processor time; what the slowest of them takes is a tenth, plus compilation. */
    private static final Duration MOST = Duration.ofMillis(1500);

    private static final byte[] JPEG = picture(BufferedImage.TYPE_INT_RGB, "jpg");
    private static final byte[] PNG = picture(BufferedImage.TYPE_INT_RGB, "png");

    /** Java's decoder reads all chunks of a PNG with a palette. */
    private static final byte[] PALETTE = picture(BufferedImage.TYPE_BYTE_INDEXED, "png");

    private static final byte[] XMP_NAME = latin1("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] EXIF_NAME = latin1("Exif\0\0");
    private static final int XMP_FLAG = 4;
    private static final int EXIF_FLAG = 8;
    private static final int PROFILE_FLAG = 32;

    static Stream<Arguments> bombs() {
        return Stream.of(
                bomb("a WebP with XMP", () -> webp(XMP_FLAG, new byte[0], chunk("XMP ", xmp(SIZE)))),
                bomb("a WebP with XMP in EXIF", () -> webp(EXIF_FLAG, new byte[0], chunk("EXIF", exifWithXmp(SIZE)))),
                bomb("a WebP with EXIF", () -> webp(EXIF_FLAG, new byte[0], chunk("EXIF", exifOfManyEntries(SIZE)))),
                bomb("a WebP with a profile", () -> webp(PROFILE_FLAG, chunk("ICCP", profile(SIZE)), new byte[0])),
                bomb("a WebP of chunks", () -> webp(0, repeated(new byte[0], chunk("abcd", new byte[0])))),
                bomb(
                        "a WebP of profiles",
                        () -> webp(PROFILE_FLAG, repeated(new byte[0], chunk("ICCP", profile(200))))),
                bomb("a PNG with XMP in EXIF", () -> pngWithChunk(PNG, "eXIf", exifWithXmp(SIZE))),
                bomb("a PNG with EXIF", () -> pngWithChunk(PNG, "eXIf", exifOfManyEntries(SIZE))),
                bomb("a PNG of EXIF", () -> pngOfChunks(PNG, "eXIf", exifWithXmp(1000))),
                bomb("a PNG with XMP", () -> pngWithChunk(PALETTE, "iTXt", compressed("XML:com.adobe.xmp\0\1\0\0\0"))),
                bomb("a PNG with compressed text", () -> pngWithChunk(PALETTE, "zTXt", compressed("a\0\0"))),
                bomb("a PNG with a profile", () -> pngWithChunk(PALETTE, "iCCP", compressed("a\0\0"))),
                bomb("a PNG of texts", () -> pngOfChunks(PALETTE, "tEXt", latin1("a\0"))),
                bomb("a PNG of chunks", () -> pngOfChunks(PALETTE, "abCd", new byte[0])),
                bomb("a JPEG of XMP", () -> jpegOfSegments(JPEG, 0xFFE1, joined(XMP_NAME, xmp(65_000)))),
                bomb(
                        "a JPEG of XMP in EXIF",
                        () -> jpegOfSegments(JPEG, 0xFFE1, joined(EXIF_NAME, exifWithXmp(65_000)))),
                bomb("a JPEG of empty EXIF", () -> jpegOfSegments(JPEG, 0xFFE1, EXIF_NAME)),
                bomb("a JPEG of comments", () -> jpegOfSegments(JPEG, 0xFFFE, new byte[0])),
                bomb("a JPEG of empty segments", () -> jpegOfSegments(JPEG, 0xFFE5, new byte[0])),
                bomb("a JPEG with a profile", () -> jpegWithProfile(JPEG, profile(SIZE))),
                bomb("a JPEG with many bytes between segments", () -> repeated(JPEG, 20, new byte[1000])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void isSkipped(String name, Supplier<byte[]> bomb) throws PhotoException {
        byte[] file = bomb.get();
        assertThat(file.length).isBetween(SIZE * 3 / 4, SIZE + 1000);
        CpuTime time = new CpuTime();
        Photo photo = DECODER.decode(file);
        assertThat(time.used()).isLessThan(MOST);
        assertThat(Quadrants.difference(Quadrants.colours(photo), Quadrants.ARGB))
                .isLessThanOrEqualTo(60);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("segmentsOfPixels")
    void ofSegmentsThatDecodersNeedThereAreNotTooMany(String name, byte[] file) {
        CpuTime time = new CpuTime();
        PhotoProblemTest.outcome(DECODER, file);
        assertThat(time.used()).isLessThan(MOST);
    }

    static Stream<Arguments> segmentsOfPixels() {
        return Stream.of(
                Arguments.of("a JPEG of restart intervals", jpegOfSegments(JPEG, 0xFFDD, new byte[2])),
                Arguments.of("a JPEG of tables", jpegOfSegments(JPEG, 0xFFC4, new byte[17])),
                Arguments.of(
                        "a JPEG of JFIF headers", jpegOfSegments(JPEG, 0xFFE0, latin1("JFIF\0\1\1\0\0\1\0\1\0\0"))),
                Arguments.of("a JPEG of Adobe's segments", jpegOfSegments(JPEG, 0xFFEE, latin1("Adobe\0d\0\0\0\0\1"))),
                Arguments.of("a JPEG of profiles", jpegOfSegments(JPEG, 0xFFE2, latin1("ICC_PROFILE\0\1\1"))),
                Arguments.of("a PNG of empty data", pngOfChunks(PNG, "IDAT", new byte[0])),
                Arguments.of("a PNG of palettes", pngOfChunks(PALETTE, "PLTE", new byte[3])),
                Arguments.of("a PNG of transparencies", pngOfChunks(PALETTE, "tRNS", new byte[1])));
    }

    private static Arguments bomb(String name, Supplier<byte[]> file) {
        return Arguments.of(name, file);
    }

    private static byte[] repeated(byte[] head, byte[] part) {
        return Bombs.repeated(head, part, new byte[0]);
    }

    /** The file with these bytes again and again behind its first ones. */
    private static byte[] repeated(byte[] file, int at, byte[] part) {
        byte[] head = Arrays.copyOf(file, at);
        return Bombs.repeated(head, part, Arrays.copyOfRange(file, at, file.length));
    }

    private static byte[] compressed(String start) {
        return joined(latin1(start), deflatedZeros(SIZE - 1000));
    }

    private static byte[] webp(int flags, byte[] before) {
        return webp(flags, before, new byte[0]);
    }

    private static byte[] webp(int flags, byte[] before, byte[] behind) {
        byte[] picture = SamplePictures.WEBP_LOSSLESS.bytes();
        return Bombs.webpWith(picture, Quadrants.WIDTH, Quadrants.HEIGHT, flags, before, behind);
    }

    /** The header of a real profile, followed by zeros. */
    private static byte[] profile(int size) {
        byte[] real = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] profile = Arrays.copyOf(Arrays.copyOf(real, Math.min(size, 300)), size);
        ByteBuffer.wrap(profile).putInt(0, size);
        return profile;
    }

    private static byte[] picture(int type, String format) {
        return PictureFiles.write(Quadrants.paint(type, Quadrants.ARGB), format);
    }
}
