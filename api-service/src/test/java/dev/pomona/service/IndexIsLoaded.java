package dev.pomona.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.service.index.IndexRefresher;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Waits until the service under test has an index; it loads one after it has begun to listen. */
public class IndexIsLoaded implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        IndexRefresher server = SpringExtension.getApplicationContext(context).getBean(IndexRefresher.class);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.served())
                        .as("an index is served; %s", server.failure())
                        .isPresent());
    }
}
