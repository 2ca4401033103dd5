package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.model.features.BackboneFiles;
import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that is started before anybody has made an index. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.refresh=100ms",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD
        })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithoutIndexIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());

    @TempDir
    private static Path root;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void anEmptyFolder(DynamicPropertyRegistry properties) {
        properties.add("pomona.index.location", root::toString);
    }

    @Test
    @Order(1)
    void photosAreToComeBackLater() {
        Reply reply = new Client(port).post("/recognize", "image/jpeg", PHOTO);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:no-index");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
    }

    @Test
    @Order(2)
    void thereIsNothingToSayAboutTheIndex() {
        assertThat(new Client(port).get("/index").status()).isEqualTo(503);
    }

    @Test
    @Order(3)
    void theCardsAreServedAllTheSame() {
        Reply card = new Client(port).get("/fruits/orange");
        assertThat(card.status()).isEqualTo(200);
        assertThat(card.json().path("exemplars").isEmpty()).isTrue();
        assertThat(new Client(port).get("/exemplars/0123").status()).isEqualTo(503);
    }

    @Test
    @Order(4)
    void theServiceLivesButIsNotReadyAndSaysWhy() {
        Client management = new Client(managementPort);
        assertThat(management.get("/actuator/health/liveness").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Reply readiness = management.get("/actuator/health/readiness", Client.OPERATOR);
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.json().path("status").asString()).isEqualTo("OUT_OF_SERVICE");
            assertThat(readiness.body()).contains("current.json");
        });
    }

    @Test
    @Order(5)
    void itIsReadyAndAnswersOnceAnIndexIsThere() throws IOException {
        new SmallIndex(root)
                .fingerprint(BackboneFiles.bundled().backbone().fingerprint())
                .features(BackboneFiles.bundled().backbone().dimension())
                .write();
        Client management = new Client(managementPort);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                management.get("/actuator/health/readiness").status())
                        .isEqualTo(200));
        Reply reply = new Client(port).post("/recognize", "image/jpeg", PHOTO);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("index").path("version").asString()).isEqualTo(SmallIndex.VERSION);
        assertThat(reply.json().path("candidates")).hasSize(SmallIndex.LABELS.size());
    }
}
