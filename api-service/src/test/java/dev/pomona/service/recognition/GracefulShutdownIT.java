package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pomona.service.Pictures;
import dev.pomona.service.PomonaApplication;
import dev.pomona.service.index.IndexRefresher;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A service that is stopped while a photo is on its way. */
@Timeout(120)
class GracefulShutdownIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());

    private final CountDownLatch arrived = new CountDownLatch(1);

    @Test
    void aRequestThatHasBegunIsAnsweredAndNoOtherIsTaken() throws Exception {
        ConfigurableApplicationContext service = start();
        int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            String head =
                    "POST /recognize HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n".formatted(PHOTO.length);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(PHOTO, 0, 100);
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class));
            assertThat(stopped).isNotDone();

            out.write(PHOTO, 100, PHOTO.length - 100);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 200 ").contains("\"candidates\"");
            stopped.get(30, TimeUnit.SECONDS);
        } finally {
            service.close();
        }
    }

    private ConfigurableApplicationContext start() {
        ApplicationContextInitializer<GenericApplicationContext> watched =
                context -> context.registerBean("arrivals", Filter.class, () -> (request, response, chain) -> {
                    arrived.countDown();
                    chain.doFilter(request, response);
                });
        ConfigurableApplicationContext service = new SpringApplicationBuilder(PomonaApplication.class)
                .initializers(watched)
                .run("--server.port=0", "--management.server.port=-1", "--pomona.index.location=");
        IndexRefresher model = service.getBean(IndexRefresher.class);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(model.served()).isPresent());
        return service;
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
