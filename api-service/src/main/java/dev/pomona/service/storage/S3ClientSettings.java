package dev.pomona.service.storage;

import io.awspring.cloud.autoconfigure.s3.S3ClientCustomizer;
import java.time.Duration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Time-outs and retries of the service's client of S3: an outage is known within {@link #REQUEST}, as the next refresh of the
 * index is soon enough to try again. An endpoint that the environment names is asked with path-style addresses unless {@code
 * spring.cloud.aws.s3.path-style-access-enabled} says otherwise.
 */
final class S3ClientSettings implements S3ClientCustomizer {

    static final Duration CONNECT = Duration.ofSeconds(2);

    /** Longest silence while an object arrives. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** Longest time of one attempt to get an answer; the bytes of an object that is opened may arrive later. */
    static final Duration ATTEMPT = Duration.ofSeconds(8);

    /** Longest time of a request with all its attempts. */
    static final Duration REQUEST = Duration.ofSeconds(20);

    static final int ATTEMPTS = 4;

    /** Files of an index are copied four at a time; feedback comes beside them. */
    private static final int CONNECTIONS = 16;

    private static final String PATH_STYLE = "spring.cloud.aws.s3.path-style-access-enabled";

    private final Environment environment;

    S3ClientSettings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void customize(S3ClientBuilder builder) {
        builder.httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .maxConnections(CONNECTIONS))
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(REQUEST)
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .build());
        boolean otherEndpoint = environment.containsProperty("AWS_ENDPOINT_URL_S3")
                || environment.containsProperty("AWS_ENDPOINT_URL")
                || environment.containsProperty("spring.cloud.aws.endpoint")
                || environment.containsProperty("spring.cloud.aws.s3.endpoint");
        if (otherEndpoint && !environment.containsProperty(PATH_STYLE)) {
            builder.forcePathStyle(true);
        }
    }
}
