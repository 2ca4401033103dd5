package dev.pomona.service.storage;

import static org.awaitility.Awaitility.await;

import dev.pomona.model.features.Backbone;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.testing.S3TestServer;
import dev.pomona.service.Client;
import dev.pomona.service.PomonaApplication;
import dev.pomona.service.index.SmallIndex;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service whose index and feedback lie in a bucket, with a cache of its own. */
final class BucketService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /**
     * Starts a service.
     *
     * @param endpoint of S3, or of a proxy before it
     */
    BucketService(URI endpoint, String bucket, Path cache, String... more) {
        List<String> properties = List.of(
                "server.port=0",
                "management.server.port=0",
                "pomona.index.location=s3://" + bucket + "/index",
                "pomona.index.cache=" + cache,
                "pomona.index.refresh=200ms",
                "pomona.recognition.rate-limit.requests-per-minute=0",
                "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
                "spring.cloud.aws.endpoint=" + endpoint,
                "spring.cloud.aws.region.static=" + S3TestServer.REGION,
                "spring.cloud.aws.credentials.access-key=" + S3TestServer.KEY_ID,
                "spring.cloud.aws.credentials.secret-key=" + S3TestServer.SECRET);
        context = new SpringApplicationBuilder(PomonaApplication.class)
                .run(Stream.concat(properties.stream(), Stream.of(more))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    Client client() {
        return new Client(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    /** Health with its details, as an operator sees it. */
    String readiness() {
        return management().get("/actuator/health/readiness", Client.OPERATOR).body();
    }

    String metrics() {
        return management().get("/actuator/prometheus", Client.OPERATOR).body();
    }

    private Client management() {
        return new Client(context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    /** Waits until a version is served. */
    void awaitVersion(String version) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client().get("/index").body().contains(version));
    }

    /** Writes a version of a small index to a bucket, its pointer last. */
    static CurrentVersion publish(String bucket, String version, int photos) throws IOException {
        return publish(bucket, version, photos, BackboneFiles.bundled().backbone());
    }

    /** The same of an index of another network. */
    static CurrentVersion publish(String bucket, String version, int photos, Backbone backbone) throws IOException {
        Path folder = Files.createTempDirectory("index");
        CurrentVersion current = new SmallIndex(folder)
                .version(version)
                .photos(photos)
                .partFiles(3)
                .fingerprint(backbone.fingerprint())
                .features(backbone.dimension())
                .write();
        ObjectStore store = S3TestServer.get().store("s3://" + bucket + "/index");
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String key = folder.relativize(file).toString();
            if (!key.equals(IndexLayout.CURRENT)) {
                store.put(key, file);
            }
        }
        activate(bucket, current);
        return current;
    }

    static void activate(String bucket, CurrentVersion version) throws IOException {
        S3TestServer.get().store("s3://" + bucket + "/index").put(IndexLayout.CURRENT, IndexJson.write(version));
    }

    @Override
    public void close() {
        context.close();
    }
}
