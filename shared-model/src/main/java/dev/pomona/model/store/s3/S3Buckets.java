package dev.pomona.model.store.s3;

import dev.pomona.model.store.BucketEnvironment;
import dev.pomona.model.store.BucketLocation;
import dev.pomona.model.store.Buckets;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens buckets with one client, which is made when the first is opened. Credentials and region come from the SDK's default
 * chains; {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} names another endpoint than AWS's, which is then asked
 * with path-style addresses. Thread-safe.
 */
public final class S3Buckets implements Buckets {

    /** Longest time of one attempt to get an answer; the bytes of an object that is opened may arrive later. */
    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    /** Longest time of a request with all its attempts. */
    private static final Duration REQUEST = Duration.ofSeconds(60);

    private static final int RETRIES = 4;

    private final BucketEnvironment environment;
    private @Nullable S3Client client;

    /** @param environment variables of the process */
    public S3Buckets(Map<String, String> environment) {
        this.environment = new BucketEnvironment(environment);
    }

    /** Returns the buckets that the environment of this process gives access to. */
    public static S3Buckets fromEnvironment() {
        return new S3Buckets(System.getenv());
    }

    @Override
    public ObjectStore store(BucketLocation location) {
        try {
            return new S3Store(client(), location);
        } catch (SdkException e) { // no region, above all
            throw new InvalidLocationException("no client for %s: %s".formatted(location, S3Failure.describe(e)));
        }
    }

    private synchronized S3Client client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private S3Client newClient() {
        S3ClientBuilder builder = S3Client.builder()
                .overrideConfiguration(options -> options.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(REQUEST)
                        .retryPolicy(RetryPolicy.builder(RetryMode.STANDARD)
                                .numRetries(RETRIES)
                                .build()));
        environment
                .endpoint()
                .ifPresent(endpoint ->
                        builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true));
        environment.region().map(Region::of).ifPresent(builder::region);
        return builder.build();
    }
}
