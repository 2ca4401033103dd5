package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** {@code curl -T} puts the name of the file into the path; others put it into the query or a header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /recognize?name=grandmas-kitchen.jpg",
                "POST /recognize?top=Jeanne",
                "POST /recognize?lang=%zz&name=grandmas-kitchen",
                "POST /recognize?name={grandmas-kitchen}",
                "POST /recognize?grandmas-kitchen\u0001",
                "PUT /recognize/grandmas-kitchen.jpg",
                "PUT /grandmas-kitchen.jpg",
                "GET /fruits/grandmas-kitchen",
                "GET /recognize;grandmas-kitchen",
                "GET /grandmas-kitchen/../Jeanne",
                "GET /grandmas kitchen/Jeanne",
                "GET /[grandmas-kitchen]",
                "GRANDMAS-KITCHEN-Jeanne /recognize",
                "POST /recognize HTTP/1.0\r\nX-Photo: grandmas-kitchen\u0001",
                "POST /recognize HTTP/1.0\r\ngrandmas-kitchen",
                "POST /recognize HTTP/1.0\r\nContent-Type: image/jpeg; name=grandmas-kitchen",
                "POST /recognize HTTP/1.0\r\nContent-Length: Jeanne",
                "POST /recognize HTTP/1.0\r\nAccept: Jeanne/grandmas-kitchen",
                "POST /recognize HTTP/1.0\r\nCookie: photo=grandmas-kitchen\u0001; Jeanne"
            })
    void aRequestThatIsRefusedLeavesNoNameInTheLog(String request, CapturedOutput output) {
        String head = request.contains("HTTP/") ? request : request + " HTTP/1.0";
        new Client(port).raw((head + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(output.getAll().toLowerCase(Locale.ROOT)).doesNotContain("grandmas", "jeanne");
    }

    @Test
    void eachRequestHasOneLineWithoutItsQuery(CapturedOutput output) {
        Reply reply = new Client(port).get("/fruits/orange?lang=fr&name=grandmas-kitchen");
        String id = reply.header("X-Request-Id");
        assertThat(id).hasSize(36);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(output.getAll().lines())
                        .filteredOn(line -> line.contains(id))
                        .singleElement(InstanceOfAssertFactories.STRING)
                        .contains("INFO", "[" + id + "]")
                        .containsPattern("GET /fruits/\\{id} 200 \\d+ ms$"));
        assertThat(output.getAll()).doesNotContain("lang=fr", "grandmas");
    }

    @Test
    void aProbeThatSucceedsHasNoLine(CapturedOutput output) {
        String probe = new Client(port).get("/livez").header("X-Request-Id");
        String id = new Client(port).get("/fruits/orange").header("X-Request-Id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(output.getAll()).contains(id));
        assertThat(output.getAll()).doesNotContain(probe);
    }

    @Test
    void aRefusalHasTheSameIdInItsBodyItsHeaderAndItsLineWhichSaysWhy(CapturedOutput output) {
        Reply reply = new Client(port).post("/recognize", null, new byte[] {1, 2, 3});
        String id = reply.header("X-Request-Id");
        assertThat(reply.json().path("requestId").asString()).isEqualTo(id);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(output.getAll())
                        .containsPattern("\\[" + id + "].*POST /recognize 415 unsupported-format \\d+ ms"));
    }

    @Test
    void anIdThatTheCallerSendsIsNotTaken(CapturedOutput output) {
        Reply reply = new Client(port).get("/fruits/orange", "X-Request-Id", "grandmas-kitchen");
        assertThat(reply.header("X-Request-Id")).hasSize(36);
        assertThat(output.getAll()).doesNotContain("grandmas");
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
