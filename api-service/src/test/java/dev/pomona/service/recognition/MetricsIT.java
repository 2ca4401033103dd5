package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What Prometheus reads. */
@RunningService
class MetricsIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @Test
    void anAnswerIsCountedByItsStatus() {
        Reply reply = service.post("/recognize", "image/jpeg", PHOTO);
        String status = reply.json().path("status").asString().toLowerCase(Locale.ROOT);
        double before = recognitions(status, "none");
        service.post("/recognize", "image/jpeg", PHOTO);
        assertThat(recognitions(status, "none")).isEqualTo(before + 1);
    }

    @Test
    void aRefusalIsCountedByItsReason() {
        double formats = recognitions("refused", "unsupported-format");
        double empty = recognitions("refused", "no-photo");
        service.post("/recognize", "image/jpeg", new byte[] {1, 2, 3});
        assertThat(recognitions("refused", "unsupported-format")).isEqualTo(formats + 1);
        assertThat(recognitions("refused", "no-photo")).isEqualTo(empty);
    }

    @Test
    void whatIsRefusedElsewhereIsNoRecognition() {
        double before = recognitions("refused", "not-found");
        service.get("/fruits/nothing");
        assertThat(recognitions("refused", "not-found")).isEqualTo(before);
    }

    @Test
    void everyStatusIsThereBeforeItHappens() {
        assertThat(scrape())
                .contains(
                        "status=\"recognised\"", "status=\"uncertain\"", "status=\"unknown\"", "status=\"overloaded\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "features", "search", "total"})
    void theStagesOfAnAnswerAreTimed(String stage) {
        service.post("/recognize", "image/jpeg", PHOTO);
        String before = scrape();
        service.post("/recognize", "image/jpeg", PHOTO);
        String after = scrape();
        String count = "pomona_recognition_duration_seconds_count{stage=\"" + stage + "\"}";
        assertThat(value(after, count).orElseThrow())
                .isEqualTo(value(before, count).orElseThrow() + 1);
        String all = "pomona_recognition_duration_seconds_bucket{stage=\"" + stage + "\",le=\"+Inf\"}";
        assertThat(value(after, all)).isEqualTo(value(after, count));
        assertThat(after).contains("stage=\"" + stage + "\",le=\"0.05\"");
    }

    /** Of one answer, as the difference of two scrapes. */
    @Test
    void theStagesMakeUpMostOfTheTotal() {
        service.post("/recognize", "image/jpeg", PHOTO);
        String before = scrape();
        service.post("/recognize", "image/jpeg", PHOTO);
        String after = scrape();
        double total = seconds(after, "total") - seconds(before, "total");
        double stages = Stream.of("decode", "features", "search")
                .mapToDouble(stage -> seconds(after, stage) - seconds(before, stage))
                .sum();
        assertThat(total).isBetween(0.001, 60.0);
        // Each is rounded to 0.1 ms.
        assertThat(stages).isBetween(total / 2, total + 0.0003);
    }

    @Test
    void theBulkheadIsEmptyWithoutRequests() {
        String metrics = scrape();
        assertThat(value(metrics, "pomona_bulkhead_in_use")).hasValue(0);
        assertThat(value(metrics, "pomona_bulkhead_waiting")).hasValue(0);
    }

    @Test
    void theIndexIsNamedWithItsSizeAndAge() {
        JsonNode index = service.get("/index").json();
        String version = index.path("version").asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(value(scrape(), "pomona_index_info{version=\"" + version + "\"}"))
                        .hasValue(1));
        String metrics = scrape();
        assertThat(value(metrics, "pomona_index_photos"))
                .hasValue(index.path("photos").asDouble());
        assertThat(value(metrics, "pomona_index_age_seconds").orElseThrow()).isNotNaN();
    }

    private static double seconds(String metrics, String stage) {
        return value(metrics, "pomona_recognition_duration_seconds_sum{stage=\"" + stage + "\"}")
                .orElseThrow();
    }

    private double recognitions(String status, String reason) {
        return value(scrape(), "pomona_recognitions_total{reason=\"%s\",status=\"%s\"}".formatted(reason, status))
                .orElse(0);
    }

    private String scrape() {
        Reply reply = new Client(managementPort).get("/actuator/prometheus", Client.OPERATOR);
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    private static OptionalDouble value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst();
    }
}
