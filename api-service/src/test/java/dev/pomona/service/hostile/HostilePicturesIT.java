package dev.pomona.service.hostile;

import static dev.pomona.service.hostile.HostilePictures.CMYK;
import static dev.pomona.service.hostile.HostilePictures.JPEG;
import static dev.pomona.service.hostile.HostilePictures.LOSSY_WEBP;
import static dev.pomona.service.hostile.HostilePictures.PNG;
import static dev.pomona.service.hostile.HostilePictures.WEBP;
import static dev.pomona.service.hostile.HostilePictures.animatedPng;
import static dev.pomona.service.hostile.HostilePictures.animatedWebp;
import static dev.pomona.service.hostile.HostilePictures.deflatedZeros;
import static dev.pomona.service.hostile.HostilePictures.exifThatRunsInCircles;
import static dev.pomona.service.hostile.HostilePictures.exifWithXmp;
import static dev.pomona.service.hostile.HostilePictures.joined;
import static dev.pomona.service.hostile.HostilePictures.jpegClaiming;
import static dev.pomona.service.hostile.HostilePictures.jpegOfScans;
import static dev.pomona.service.hostile.HostilePictures.jpegWith;
import static dev.pomona.service.hostile.HostilePictures.lossyWebpClaiming;
import static dev.pomona.service.hostile.HostilePictures.onCanvas;
import static dev.pomona.service.hostile.HostilePictures.pngOf16Bits;
import static dev.pomona.service.hostile.HostilePictures.pngOfZeros;
import static dev.pomona.service.hostile.HostilePictures.pngWith;
import static dev.pomona.service.hostile.HostilePictures.text;
import static dev.pomona.service.hostile.HostilePictures.webpClaiming;
import static dev.pomona.service.hostile.HostilePictures.webpOfTransforms;
import static dev.pomona.service.hostile.HostilePictures.webpWithXmp;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.HarmlessAnswer;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pictures that want to do harm: refused with the reason, or recognised as what they show. */
@RunningService
@Timeout(120)
class HostilePicturesIT {

    private static final int CHANGED_PICTURES = 100;
    private static final long MEGABYTE = 1L << 20;

    @LocalServerPort
    private int port;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("pictures")
    void isAnsweredHarmlessly(String name, String answer, byte[] picture) {
        Reply reply = service.post("/recognize", "image/jpeg", picture);
        HarmlessAnswer.check(name, reply);
        String outcome = reply.status() == 200
                ? "taken"
                : reply.json().path("type").asString().replaceFirst(".*:", "");
        assertThat(answer.split(" or ")).as(reply.body()).contains(outcome);
    }

    static Stream<Arguments> pictures() {
        byte[] large = new byte[65_000];
        return Stream.of(
                Arguments.of("a JPEG cut short", "truncated-picture or broken-picture", Pictures.firstHalf(JPEG)),
                Arguments.of("a PNG cut short", "truncated-picture or broken-picture", Pictures.firstHalf(PNG)),
                Arguments.of("a WebP cut short", "truncated-picture", Pictures.firstHalf(WEBP)),
                Arguments.of("a JPEG that only begins", "broken-picture", Arrays.copyOf(JPEG, 3)),
                Arguments.of("a PNG that only begins", "broken-picture", Arrays.copyOf(PNG, 8)),
                Arguments.of("a WebP that only begins", "broken-picture", Arrays.copyOf(WEBP, 12)),
                Arguments.of("a JPEG that calls itself PNG", "broken-picture", joined(Arrays.copyOf(PNG, 8), JPEG)),
                Arguments.of("a PNG that calls itself JPEG", "broken-picture", joined(Arrays.copyOf(JPEG, 3), PNG)),
                Arguments.of(
                        "SVG with a script",
                        "unsupported-format",
                        text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")),
                Arguments.of("HTML", "unsupported-format", text("<html><script>alert(1)</script></html>")),
                Arguments.of(
                        "XML with an entity",
                        "unsupported-format",
                        text("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")),
                Arguments.of("PostScript", "unsupported-format", text("%!PS-Adobe-3.0 EPSF-3.0\n")),
                Arguments.of("a GIF that is also a JPEG", "unsupported-format", joined(text("GIF89a"), JPEG)),
                Arguments.of("a PDF that is also a JPEG", "unsupported-format", joined(text("%PDF-1.7\n"), JPEG)),
                Arguments.of("a JPEG that is also a script", "taken", joined(JPEG, text("<script>alert(1)</script>"))),
                Arguments.of("a JPEG that is also an archive", "taken", joined(JPEG, text("PK\u0003\u0004"))),
                Arguments.of("an animated PNG", "taken", animatedPng()),
                Arguments.of("an animated WebP", "taken or broken-picture", animatedWebp(WEBP, 3, 48, 32)),
                Arguments.of("a PNG of 16 bits", "taken", pngOf16Bits()),
                Arguments.of("a JPEG of inks", "taken", CMYK),
                Arguments.of("a PNG without pixels", "broken-picture", Pictures.pngClaiming(0, 0)),
                Arguments.of("a JPEG without pixels", "broken-picture or too-small", jpegClaiming(0, 0)),
                Arguments.of("a PNG of one pixel", "too-small", Pictures.pngClaiming(1, 1)),
                Arguments.of("a PNG of negative size", "broken-picture", Pictures.pngClaiming(-5, -5)),
                Arguments.of("a PNG bomb", "too-many-pixels", Pictures.pngClaiming(60_000, 60_000)),
                Arguments.of(
                        "a PNG bomb beyond counting",
                        "too-many-pixels",
                        Pictures.pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE)),
                Arguments.of("a PNG bomb that is real", "too-many-pixels", pngOfZeros(8_000, 7_000)),
                Arguments.of("a JPEG bomb", "too-many-pixels", jpegClaiming(65_500, 65_500)),
                Arguments.of("a WebP bomb", "too-many-pixels", webpClaiming(16_384, 16_384)),
                Arguments.of("a lossy WebP bomb", "too-many-pixels", lossyWebpClaiming(16_383, 16_383)),
                Arguments.of(
                        "a WebP bomb behind a small canvas",
                        "broken-picture",
                        onCanvas(48, 32, webpClaiming(16_384, 16_384))),
                Arguments.of(
                        "a WebP animation of a bomb",
                        "broken-picture",
                        animatedWebp(webpClaiming(16_384, 16_384), 1, 48, 32)),
                Arguments.of(
                        "a small WebP animation on a huge canvas",
                        "taken",
                        animatedWebp(WEBP, 1, 16_000_000, 16_000_000)),
                Arguments.of("a very long PNG", "too-small", Pictures.pngClaiming(40_000_000, 1)),
                Arguments.of(
                        "a PNG with a compressed text of 200 MB",
                        "taken",
                        pngWith("zTXt", joined(text("a\0\0"), deflatedZeros(200 * MEGABYTE)))),
                Arguments.of(
                        "a PNG with a broken profile",
                        "taken or broken-picture",
                        pngWith("iCCP", joined(text("profile\0\0"), deflatedZeros(50 * MEGABYTE)))),
                Arguments.of(
                        "a JPEG with a broken profile",
                        "taken or broken-picture",
                        jpegWith(0xFFE2, joined(text("ICC_PROFILE\0\u0001\u0001"), new byte[500]), 1)),
                Arguments.of(
                        "a JPEG with parts of a profile that do not fit",
                        "taken or broken-picture",
                        jpegWith(0xFFE2, joined(text("ICC_PROFILE\0\u00ff\u0002"), new byte[60_000]), 50)),
                Arguments.of(
                        "a JPEG with EXIF of 13 MB", "taken", jpegWith(0xFFE1, joined(text("Exif\0\0"), large), 200)),
                Arguments.of(
                        "a JPEG with EXIF that runs in circles", "taken", jpegWith(0xFFE1, exifThatRunsInCircles(), 1)),
                Arguments.of("a JPEG with a comment of 13 MB", "taken", jpegWith(0xFFFE, large, 200)));
    }

    static Stream<Arguments> bombs() {
        byte[] exif = exifWithXmp(65_000);
        return Stream.of(
                Arguments.of("a WebP with XMP of 20 MB", "taken", webpWithXmp()),
                Arguments.of("a PNG with XMP of 20 MB", "taken", pngWith("eXIf", exifWithXmp(20_000_000))),
                Arguments.of(
                        "a JPEG with XMP of 20 MB", "taken", jpegWith(0xFFE1, joined(text("Exif\0\0"), exif), 300)),
                Arguments.of("a JPEG of four million comments", "taken", jpegWith(0xFFFE, new byte[0], 4_000_000)),
                Arguments.of("a JPEG of two million scans", "too-complex", jpegOfScans()),
                Arguments.of("a WebP of 50,000 transforms", "broken-picture", webpOfTransforms()));
    }

    /** Of processor time of all threads, which a client that hangs up does not shorten. */
    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("bombs")
    void aBombIsAnsweredAtOnceAndTheCoreIsFree(String name, String answer, byte[] picture) {
        long before = cpuNanos();
        isAnsweredHarmlessly(name, answer, picture);
        assertThat(Duration.ofNanos(cpuNanos() - before)).as(name).isLessThan(Duration.ofSeconds(5));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Test
    void picturesWithChangedBitsAreAnsweredHarmlesslyAndLeaveNothingInMemory() {
        List<byte[]> sound = List.of(JPEG, PNG, LOSSY_WEBP);
        sendChanged(sound, 10, new Random(1));
        long before = usedMegabytes();
        sendChanged(sound, CHANGED_PICTURES, new Random(2));
        assertThat(usedMegabytes()).as("MB, %d before", before).isLessThan(before + 32);
        assertThat(service.post("/recognize", "image/jpeg", JPEG).status()).isEqualTo(200);
    }

    private void sendChanged(List<byte[]> sound, int times, Random random) {
        for (int i = 0; i < times; i++) {
            for (byte[] picture : sound) {
                byte[] changed = picture.clone();
                for (int bit = 0; bit < 1 + i % 8; bit++) {
                    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                }
                HarmlessAnswer.check("changed picture " + i, service.post("/recognize", null, changed));
            }
        }
    }

    private static long usedMegabytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
}
