package dev.pomona.service.exemplars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.model.features.BackboneFiles;
import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import dev.pomona.service.index.SmallIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A service whose index has exemplars, then none, then exemplars again; recognition needs a key. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.refresh=100ms",
            "pomona.security.api-keys[0].name=tests",
            "pomona.security.api-keys[0].key=tests-0123456789abcdef",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD
        })
@DirtiesContext
class ExemplarsIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());
    private static final String[] KEY = {"X-API-Key", "tests-0123456789abcdef"};

    @TempDir
    private static Path root;

    @LocalServerPort
    private int port;

    private Client service;

    @DynamicPropertySource
    static void aFolder(DynamicPropertyRegistry properties) {
        properties.add("pomona.index.location", root::toString);
    }

    @BeforeAll
    static void writeAnIndex() throws IOException {
        write(SmallIndex.VERSION, 2);
    }

    @BeforeEach
    void connect() {
        service = new Client(port);
        await().atMost(Duration.ofSeconds(60)).until(() -> service.get("/index").status() == 200);
    }

    @Test
    void everyCandidateLinksToPicturesOfItsLabel() {
        JsonNode answer = service.post("/recognize", "image/jpeg", PHOTO, KEY).json();
        assertThat(answer.path("candidates")).hasSize(3).allSatisfy(candidate -> {
            String label = candidate.path("label").asString();
            assertThat(candidate.path("exemplars")).hasSize(2);
            assertThat(service.get(candidate.path("exemplars").path(0).asString())
                            .body())
                    .isEqualTo(new String(SmallIndex.exemplar(label, 0), StandardCharsets.UTF_8));
        });
        assertThat(answer.path("kinds"))
                .allSatisfy(kind -> assertThat(kind.path("varieties"))
                        .allSatisfy(
                                variety -> assertThat(variety.path("exemplars")).hasSize(2)));
        assertThat(answer.path("fruit").has("exemplars")).isFalse();
    }

    @Test
    void aCardLinksToPicturesOfItsLabelsAndNobodyNeedsAKeyToSeeThem() {
        JsonNode pictures = service.get("/fruits/apple").json().path("exemplars");
        assertThat(pictures)
                .hasSize(2)
                .allSatisfy(
                        picture -> assertThat(picture.path("label").asString()).isEqualTo("Apple Golden 1"));
        assertThat(service.get(pictures.path(1).path("picture").asString()).body())
                .isEqualTo("picture 1 of Apple Golden 1");
        assertThat(service.get("/fruits/kiwi").json().path("exemplars").isEmpty())
                .isTrue();
        assertThat(service.get("/fruits").json().path(0).has("exemplars")).isFalse();
    }

    @Test
    void aPictureIsCachedAndRevalidatedAndNeverTakenForAnythingElse() {
        String path = firstPath();
        Reply picture = service.get(path);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(picture.header("Cache-Control")).isEqualTo("max-age=86400, public, immutable");
        assertThat(picture.header("ETag")).isEqualTo('"' + path.substring("/exemplars/".length()) + '"');
        Reply again = service.get(path, "If-None-Match", picture.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(service.send("HEAD", path).status()).isEqualTo(200);
        assertThat(service.send("POST", path).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/exemplars/0123456789abcdef0123456789abcdef",
                "/exemplars/Orange",
                "/exemplars/",
                "/exemplars",
                "/exemplars/a/b",
                "/exemplars/..%2F..%2Fcurrent.json",
                "/exemplars/%2e%2e/index"
            })
    void whatIsNoPictureIsAProblem(String path) {
        Reply reply = service.get(path, "Accept", "image/*");
        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("Cache-Control")).doesNotContain("public");
    }

    @Test
    void anIndexWithoutExemplarsHasNoLinks() throws IOException {
        String path = firstPath();
        write("20260102T030405Z-0000000b", 0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service.get(path).status()).isEqualTo(404));
        assertThat(service.post("/recognize", "image/jpeg", PHOTO, KEY).json().path("candidates"))
                .allSatisfy(candidate ->
                        assertThat(candidate.path("exemplars").isEmpty()).isTrue());
        assertThat(service.get("/fruits/apple").json().path("exemplars").isEmpty())
                .isTrue();

        write("20260102T030405Z-0000000c", 2);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service.get(path).status())
                        .as("the same picture has the same address in another version")
                        .isEqualTo(200));
    }

    private String firstPath() {
        return service.get("/fruits/orange")
                .json()
                .path("exemplars")
                .path(0)
                .path("picture")
                .asString();
    }

    private static void write(String version, int exemplars) throws IOException {
        new SmallIndex(root)
                .version(version)
                .exemplars(exemplars)
                .fingerprint(BackboneFiles.bundled().backbone().fingerprint())
                .features(BackboneFiles.bundled().backbone().dimension())
                .write();
    }
}
