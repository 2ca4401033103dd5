package dev.pomona.service.storage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.pomona.model.testing.S3TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One service, and troubles with one version after the other. */
@Timeout(180)
class BucketTroubleIT {

    @TempDir
    private static Path cache;

    private static String bucket;
    private static BucketProxy proxy;
    private static BucketService service;
    private static String live;

    @BeforeAll
    static void start() throws Exception {
        bucket = S3TestServer.get().newBucket();
        proxy = new BucketProxy();
        service = new BucketService(proxy.endpoint(), bucket, cache);
        live = "20260101T000000Z-00000000";
        BucketService.publish(bucket, live, 9);
        service.awaitVersion(live);
    }

    @AfterAll
    static void stop() {
        service.close();
        proxy.close();
    }

    /** What happens to the files of the next version, or to all of S3. */
    enum Trouble {
        SLOW_ANSWERS(BucketProxy.passedOn().withFixedDelay(1500), ""),
        SLOW_BYTES(BucketProxy.passedOn().withChunkedDribbleDelay(5, 2000), ""),
        RESET(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ""),
        EMPTY_ANSWER(aResponse().withFault(Fault.EMPTY_RESPONSE), ""),
        GARBAGE(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), ""),
        SLOW_DOWN(error(503, "SlowDown"), "SlowDown"),
        INTERNAL_ERROR(error(500, "InternalError"), "InternalError"),
        CUT_SHORT(aResponse().withHeader("Content-Length", "100000").withBody("PAR1"), ""),
        WRONG_BYTES(aResponse().withBody("not what the manifest says"), "damaged"),
        MISSING(error(404, "NoSuchKey"), "there is no"),
        ACCESS_DENIED(error(403, "AccessDenied"), "AccessDenied"),
        EXPIRED_TOKEN(error(400, "ExpiredToken"), "ExpiredToken"),
        NO_BUCKET(error(404, "NoSuchBucket"), "NoSuchBucket");

        private final ResponseDefinitionBuilder answer;
        private final String said;

        Trouble(ResponseDefinitionBuilder answer, String said) {
            this.answer = answer;
            this.said = said;
        }

        private static ResponseDefinitionBuilder error(int status, String code) {
            return aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/xml")
                    .withBody("<Error><Code>%s</Code><Message>from the test</Message></Error>".formatted(code));
        }

        boolean isFatal() {
            return !name().startsWith("SLOW_A") && !name().startsWith("SLOW_B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLiveVersionAnswersWhateverHappensToTheNextAndRecoversByItself(Trouble trouble) throws Exception {
        String next = "20260102T000000Z-%08x".formatted(trouble.ordinal());
        try (Load load = new Load(service.client())) {
            proxy.answerGets(".*/versions/" + next + "/vectors/.*", trouble.answer);
            BucketService.publish(bucket, next, 12);
            if (trouble.isFatal()) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(service.readiness()).contains("\"UP\"", "lastFailure", trouble.said, live));
            }
            proxy.passOn();
            service.awaitVersion(next);
            live = next;
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(service.readiness()).doesNotContain("lastFailure"));
            load.stop();
            assertThat(load.failures()).isEmpty();
            assertThat(load.requests()).isPositive();
        }
    }
}
