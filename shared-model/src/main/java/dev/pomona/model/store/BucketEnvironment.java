package dev.pomona.model.store;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment of the AWS SDK says of S3. Loads nothing of the SDK.
 *
 * @param variables of the process
 */
public record BucketEnvironment(Map<String, String> variables) {

    /** The region where an endpoint needs none. */
    private static final String ANY_REGION = "us-east-1";

    public BucketEnvironment {
        variables = Map.copyOf(variables);
    }

    /** Returns another endpoint than AWS's; it is asked with path-style addresses. */
    public Optional<String> endpoint() {
        return first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
    }

    /** Returns the region; empty for the one of the SDK's chain. */
    public Optional<String> region() {
        return first("AWS_REGION").or(() -> endpoint().map(any -> ANY_REGION));
    }

    private Optional<String> first(String... names) {
        return Stream.of(names)
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
