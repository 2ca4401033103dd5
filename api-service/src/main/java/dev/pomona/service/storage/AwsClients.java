package dev.pomona.service.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/**
 * Makes clients of other services of AWS with the region and credentials that S3 has. An endpoint of their own is named by the
 * SDK's variables, such as {@code AWS_ENDPOINT_URL_EMR_SERVERLESS}.
 */
@Component
public final class AwsClients {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 4;

    private final AwsBuckets aws;
    private final Environment environment;

    AwsClients(AwsBuckets aws, Environment environment) {
        this.aws = aws;
        this.environment = environment;
    }

    /** Makes a client. Its requests are repeated up to three times where the service throttles them or does not answer. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        aws.configure(builder);
        @Nullable String endpoint = environment.getProperty("spring.cloud.aws.endpoint");
        if (endpoint != null && !endpoint.isBlank()) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.httpClientBuilder(
                        Apache5HttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(REQUEST)
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .build())
                .build();
    }

    /** Returns the region that clients have. */
    public String region() {
        return aws.region();
    }
}
