package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Password guessing: one address, many requests at once, both ports. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "pomona.security.operator.failures-per-minute=5"})
@DirtiesContext
class GuessLimitIT {

    private static final int GUESSES = 60;
    private static final String[] RIGHT = {"Authorization", Client.basic("operator", Client.OPERATOR_PASSWORD)};
    private static final String[] WRONG = {"Authorization", Client.basic("operator", "wrong")};

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    /** Checking a hash takes some 70 ms, so that guesses sent at once are checked at once. */
    @DynamicPropertySource
    static void hashedPassword(DynamicPropertyRegistry properties) {
        properties.add(
                "pomona.security.operator.password",
                () -> "{bcrypt}" + new BCryptPasswordEncoder().encode(Client.OPERATOR_PASSWORD));
    }

    @Test
    void guessesAtOnceAreLimitedOnBothPorts() throws Exception {
        Client service = new Client(port);
        Client management = new Client(managementPort);
        for (int i = 0; i < 10; i++) {
            assertThat(service.get("/admin").status()).as("no credential").isEqualTo(401);
            assertThat(management.get("/actuator/info", RIGHT).status())
                    .as("the right one")
                    .isEqualTo(200);
        }

        List<Integer> statuses = atOnce(() -> service.get("/admin", WRONG).status());
        assertThat(statuses).containsOnly(401, 429);
        assertThat(Collections.frequency(statuses, 401))
                .as("guesses that were checked; one may be refilled meanwhile")
                .isBetween(5, 6);

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

    private static List<Integer> atOnce(Callable<Integer> guess) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(GUESSES);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(GUESSES, guess))) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
