package dev.pomona.indexer;

import dev.pomona.indexer.cli.S3Settings;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The way from Hadoop's S3 connector to a bucket of a test, with the settings that the program gives the connector. */
public final class BucketConnection {

    private BucketConnection() {}

    /** Adds the settings of a bucket. Others that the configuration has settings for stay reachable. */
    public static Configuration configure(Configuration configuration, String bucket, String endpoint) {
        new S3Settings(Map.of("AWS_ENDPOINT_URL", endpoint)).hadoop(true).forEach(configuration::set);
        configuration.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        configuration.set("fs.s3a.access.key", "test");
        configuration.set("fs.s3a.secret.key", "test");
        configuration.unset("fs.s3a.endpoint");
        configuration.set("fs.s3a.bucket." + bucket + ".endpoint", endpoint);
        // Faults are to end within the time of a test.
        configuration.set("fs.s3a.retry.interval", "10ms");
        configuration.set("fs.s3a.retry.throttle.interval", "10ms");
        return configuration;
    }
}
