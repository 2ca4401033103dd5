package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

    private static Map<String, String> local(String... environment) {
        return new S3Settings(environment(environment)).hadoop(true);
    }

    private static Map<String, String> cluster(String... environment) {
        return new S3Settings(environment(environment)).hadoop(false);
    }

    private static Map<String, String> environment(String... pairs) {
        return pairs.length == 0
                ? Map.of()
                : pairs.length == 2 ? Map.of(pairs[0], pairs[1]) : Map.of(pairs[0], pairs[1], pairs[2], pairs[3]);
    }

    @Test
    void bothSchemesAreServedWithTheCredentialsAndTheRegionOfTheSdk() {
        assertThat(local())
                .containsEntry("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem")
                .containsEntry(
                        "fs.s3a.aws.credentials.provider",
                        "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider")
                .containsEntry("fs.s3a.endpoint.region", "")
                .doesNotContainKeys("fs.s3a.endpoint", "fs.s3a.path.style.access");
    }

    @Test
    void theEnvironmentNamesTheRegion() {
        assertThat(local("AWS_REGION", "eu-central-1")).containsEntry("fs.s3a.endpoint.region", "eu-central-1");
        assertThat(local("AWS_REGION", "")).containsEntry("fs.s3a.endpoint.region", "");
    }

    @Test
    void anEndpointIsAskedByPathsAndNeedsNoRegion() {
        assertThat(local("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"))
                .containsEntry("fs.s3a.endpoint", "http://127.0.0.1:4566")
                .containsEntry("fs.s3a.path.style.access", "true")
                .containsEntry("fs.s3a.connection.ssl.enabled", "false")
                .containsEntry("fs.s3a.endpoint.region", "us-east-1");
        assertThat(local("AWS_ENDPOINT_URL", "https://minio.example", "AWS_REGION", "home"))
                .containsEntry("fs.s3a.connection.ssl.enabled", "true")
                .containsEntry("fs.s3a.endpoint.region", "home");
    }

    @Test
    void theEndpointOfS3GoesBeforeTheOneOfAllServices() {
        assertThat(local("AWS_ENDPOINT_URL", "http://all:1", "AWS_ENDPOINT_URL_S3", "http://s3:2"))
                .containsEntry("fs.s3a.endpoint", "http://s3:2");
    }

    @Test
    void aClusterKeepsItsConnectorAsItIs() {
        assertThat(cluster("AWS_REGION", "eu-central-1")).isEmpty();
    }

    @Test
    void anEndpointHoldsOnAClusterToo() {
        assertThat(cluster("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"))
                .containsOnlyKeys(
                        "fs.s3a.endpoint",
                        "fs.s3a.endpoint.region",
                        "fs.s3a.path.style.access",
                        "fs.s3a.connection.ssl.enabled");
    }

    @Test
    void whatTheOperatorSetsWins() {
        SparkConf configuration = new SparkConf(false).set("spark.hadoop.fs.s3a.retry.limit", "9");

        new S3Settings(Map.of()).addTo(configuration, true);

        assertThat(configuration.get("spark.hadoop.fs.s3a.retry.limit")).isEqualTo("9");
        assertThat(configuration.get("spark.hadoop.fs.s3a.attempts.maximum")).isEqualTo("1");
    }
}
