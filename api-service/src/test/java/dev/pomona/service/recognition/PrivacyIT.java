package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people photograph is nobody's business: neither logs nor answers repeat a photo's name or its metadata. */
@RunningService
@ExtendWith(OutputCaptureExtension.class)
class PrivacyIT {

    private static final Logger log = LoggerFactory.getLogger(PrivacyIT.class);
    private static final String FILE_NAME = "grandmas-kitchen-in-toulouse.jpg";
    private static final String DESCRIPTION = "Taken at 43.6045 N 1.4440 E by Jeanne";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @MethodSource("photos")
    void aPhotoLeavesNeitherItsNameNorItsExifBehind(String what, String name, byte[] photo, CapturedOutput output) {
        Reply reply = new Client(port).postForm("/recognize", new MultipartForm().file("photo", name, photo));
        assertThat(Stream.of(output.getAll(), reply.body()))
                .allSatisfy(text -> assertThat(text).doesNotContain("grandmas-kitchen", "Jeanne", "43.6045"));
    }

    @Test
    void theOutputIsReallyCaptured(CapturedOutput output) {
        log.warn("a line of the log");
        assertThat(output.getAll()).contains("a line of the log");
    }

    static Stream<Arguments> photos() {
        byte[] sound = Pictures.jpegWithExif(Pictures.ball(), 6, DESCRIPTION);
        byte[] broken = sound.clone();
        Arrays.fill(broken, 200, 600, (byte) 0xFF);
        return Stream.of(
                Arguments.of("a sound photo", FILE_NAME, sound),
                Arguments.of("a photo cut short", FILE_NAME, Pictures.firstHalf(sound)),
                Arguments.of("a broken photo", FILE_NAME, broken),
                Arguments.of("no photo", FILE_NAME, DESCRIPTION.getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a photo that is too large", FILE_NAME, Arrays.copyOf(sound, 21 << 20)),
                Arguments.of("a name that is none", "grandmas-kitchen\0.jpg", sound));
    }
}
