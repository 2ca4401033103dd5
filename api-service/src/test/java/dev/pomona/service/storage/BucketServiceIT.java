package dev.pomona.service.storage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.testing.S3TestServer;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole service on a bucket, behind a proxy that can do what networks and S3 do on bad days. */
@Timeout(180)
class BucketServiceIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());
    private static final String FIRST = "20260101T000000Z-00000001";
    private static final String SECOND = "20260102T000000Z-00000002";

    @TempDir
    private Path cache;

    private final String bucket = S3TestServer.get().newBucket();
    private final BucketProxy proxy = new BucketProxy();

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void answersOnceAnIndexIsThereAndAsksByEntityTag() throws Exception {
        try (BucketService service = start()) {
            assertThat(service.client().post("/recognize", "image/jpeg", PHOTO).status())
                    .isEqualTo(503);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(service.readiness()).contains("OUT_OF_SERVICE", "no index yet"));
            BucketService.publish(bucket, FIRST, 9);
            service.awaitVersion(FIRST);
            Reply answer = service.client().post("/recognize", "image/jpeg", PHOTO);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("index").path("version").asString()).isEqualTo(FIRST);

            proxy.forget();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> proxy.statuses("current.json").size() >= 5);
            assertThat(proxy.statuses("current.json"))
                    .as("statuses while nothing changes")
                    .containsOnly(304);
        }
    }

    @Test
    void swapsVersionsUnderLoadWithoutAFailedRequest() throws Exception {
        List<CurrentVersion> versions =
                List.of(BucketService.publish(bucket, FIRST, 9), BucketService.publish(bucket, SECOND, 12));
        try (BucketService service = start();
                Load load = new Load(service.client())) {
            service.awaitVersion(SECOND);
            for (int swap = 0; swap < 6 || load.requests() < 100; swap++) {
                CurrentVersion next = versions.get(swap % 2);
                BucketService.activate(bucket, next);
                service.awaitVersion(next.version());
            }
            load.stop();
            System.out.printf(
                    "swap under load: %d requests, %d failed%n",
                    load.requests(), load.failures().size());
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void startsWithTheLastVersionWhileS3IsAway() throws Exception {
        BucketService.publish(bucket, FIRST, 9);
        try (BucketService service = start()) {
            service.awaitVersion(FIRST);
        }
        proxy.answerAll(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        try (BucketService service = start()) {
            service.awaitVersion(FIRST);
            assertThat(service.client().get("/index").json().path("unconfirmed").asBoolean())
                    .isTrue();
            assertThat(service.readiness()).contains("\"UP\"", "the copy on this machine");
            assertThat(service.metrics()).contains("pomona_index_unconfirmed 1.0", "pomona_index_refresh_failing 1.0");
            assertThat(service.client().post("/recognize", "image/jpeg", PHOTO).status())
                    .isEqualTo(200);

            proxy.passOn();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !service.client()
                            .get("/index")
                            .json()
                            .path("unconfirmed")
                            .asBoolean());
            assertThat(service.metrics()).contains("pomona_index_unconfirmed 0.0", "pomona_index_refresh_failing 0.0");
        }
    }

    @Test
    void feedbackLandsInTheBucketAndIsRefusedInWordsWhileS3IsAway() throws Exception {
        BucketService.publish(bucket, FIRST, 9);
        try (BucketService service = start("pomona.feedback.location=s3://" + bucket + "/feedback")) {
            service.awaitVersion(FIRST);
            JsonNode answer =
                    service.client().post("/recognize", "image/jpeg", PHOTO).json();
            String path = "/recognize/" + answer.path("requestId").asString() + "/feedback";
            MultipartForm form = new MultipartForm()
                    .field("label", "Orange")
                    .field("consent", "true")
                    .field("feedbackToken", answer.path("feedbackToken").asString())
                    .file("photo", "photo.jpg", PHOTO);

            proxy.answerAll(aResponse().withStatus(503));
            Reply away = service.client().postForm(path, form);
            assertThat(away.status()).as(away.body()).isEqualTo(503);
            assertThat(away.json().path("type").asString()).isEqualTo("urn:pomona:problem:store-unavailable");
            assertThat(away.header("Retry-After")).isNotEmpty();
            assertThat(away.body()).doesNotContain(bucket);

            proxy.passOn();
            assertThat(service.client().postForm(path, form).status()).isEqualTo(201);
            assertThat(service.client().postForm(path, form).status()).isEqualTo(409);
            ObjectStore store = S3TestServer.get().store("s3://" + bucket + "/feedback");
            assertThat(store.keys(""))
                    .satisfiesExactlyInAnyOrder(
                            key -> assertThat(key).startsWith("given/").endsWith(".json"),
                            key -> assertThat(key).startsWith("photos/Orange/").endsWith(".jpg"));
        }
    }

    @Test
    void cardsOfOnesOwnAreReadFromABucketOrAFolder(@TempDir Path folder) throws Exception {
        String labels = "{\"Orange\": {\"fruit\": null, \"name\": {\"en\": \"Navel\", \"fr\": \"Navel\"}}}";
        Files.writeString(folder.resolve("labels.json"), labels);
        S3TestServer.get()
                .store("s3://" + bucket + "/catalogue")
                .put("labels.json", labels.getBytes(StandardCharsets.UTF_8));
        BucketService.publish(bucket, FIRST, 9);
        for (String location : List.of("s3://" + bucket + "/catalogue", folder.toString())) {
            try (BucketService service = start("pomona.catalogue.location=" + location)) {
                service.awaitVersion(FIRST);
                JsonNode index = service.client().get("/index").json();
                assertThat(index.path("labelsWithoutCard").toString())
                        .as(location)
                        .isEqualTo("[\"Orange\"]");
            }
        }
    }

    private BucketService start(String... properties) {
        return new BucketService(proxy.endpoint(), bucket, cache, properties);
    }
}
