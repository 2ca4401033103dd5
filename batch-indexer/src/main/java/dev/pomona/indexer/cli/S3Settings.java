package dev.pomona.indexer.cli;

import dev.pomona.model.store.BucketEnvironment;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * Settings of Hadoop's S3 connector. On this machine they follow the standard environment of the AWS SDK and bound the time
 * that a request may take. A cluster has its own, which stay; but an endpoint in the environment holds there too. What the
 * operator sets ({@code -Dspark.hadoop.fs.s3a...}, {@code --conf}) always wins. Nothing of S3 is loaded by them.
 */
public final class S3Settings {

    private static final String HADOOP = "spark.hadoop.";

    private final BucketEnvironment environment;

    /** @param environment variables of the process */
    public S3Settings(Map<String, String> environment) {
        this.environment = new BucketEnvironment(environment);
    }

    /**
     * Adds the settings that are still missing.
     *
     * @param local whether Spark runs on this machine alone
     */
    void addTo(SparkConf configuration, boolean local) {
        hadoop(local).forEach((name, value) -> configuration.setIfMissing(HADOOP + name, value));
    }

    /** Returns the settings by the names that Hadoop knows them by. */
    public Map<String, String> hadoop(boolean local) {
        Map<String, String> settings = new LinkedHashMap<>();
        environment.endpoint().ifPresent(endpoint -> settings.putAll(ofEndpoint(endpoint)));
        if (local) {
            settings.putAll(connector());
            settings.putAll(limits());
        }
        return settings;
    }

    private Map<String, String> ofEndpoint(String endpoint) {
        return Map.of(
                "fs.s3a.endpoint",
                endpoint,
                "fs.s3a.endpoint.region",
                environment.region().orElse(""),
                "fs.s3a.path.style.access",
                "true",
                "fs.s3a.connection.ssl.enabled",
                String.valueOf(!"http".equalsIgnoreCase(URI.create(endpoint).getScheme())));
    }

    private Map<String, String> connector() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        settings.put(
                "fs.s3a.aws.credentials.provider",
                "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
        // An empty region is the one of the SDK's chain: environment, profile, instance.
        if (environment.endpoint().isEmpty()) {
            settings.put("fs.s3a.endpoint.region", environment.region().orElse(""));
        }
        // Headers that tell the reader of a bucket's access log which job asked.
        settings.put("fs.s3a.audit.enabled", "false");
        return settings;
    }

    /**
     * Attempts and times. Of the two layers one retries, the connector, with back-off. A read fails after 8 s of errors, 16 s
     * of throttling or 80 s without an answer.
     */
    private static Map<String, String> limits() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs.s3a.attempts.maximum", "1");
        settings.put("fs.s3a.retry.limit", "4");
        settings.put("fs.s3a.retry.interval", "500ms");
        settings.put("fs.s3a.retry.throttle.limit", "6");
        settings.put("fs.s3a.retry.throttle.interval", "250ms");
        // The least that the connector accepts.
        settings.put("fs.s3a.connection.establish.timeout", "15s");
        settings.put("fs.s3a.connection.timeout", "15s");
        return settings;
    }
}
