package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** Somebody tries passwords. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
            "pomona.security.operator.failures-per-minute=5"
        })
@DirtiesContext
class GuessLimitIT {

    private static final String[] RIGHT = {"Authorization", Client.basic("operator", Client.OPERATOR_PASSWORD)};
    private static final String[] WRONG = {"Authorization", Client.basic("operator", "wrong")};

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void whoGuessesHasToWaitOnBothPorts() {
        Client service = new Client(port);
        Client management = new Client(managementPort);
        for (int i = 0; i < 20; i++) {
            assertThat(service.get("/admin").status()).as("no credential").isEqualTo(401);
            assertThat(management.get("/actuator/info", RIGHT).status())
                    .as("the right one")
                    .isEqualTo(200);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(service.get("/admin", WRONG).status()).as("guess " + i).isEqualTo(401);
        }

        Reply guess = management.get("/actuator/info", WRONG);
        assertThat(guess.status()).isEqualTo(429);
        assertThat(guess.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(guess.json().path("type").asString()).isEqualTo("urn:pomona:problem:too-many-requests");
        assertThat(Integer.parseInt(guess.header("Retry-After"))).isBetween(1, 14);
        assertThat(service.get("/admin", RIGHT).status())
                .as("whether it is right is not told now")
                .isEqualTo(429);
        assertThat(management.get("/actuator/health").status())
                .as("health stays open")
                .isIn(200, 503);
        assertThat(service.get("/fruits/orange").status())
                .as("and so do the cards")
                .isEqualTo(200);
    }
}
