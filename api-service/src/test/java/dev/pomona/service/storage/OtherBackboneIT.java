package dev.pomona.service.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.model.features.Backbone;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.Backbones;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.testing.S3TestServer;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a network of 16 features, and with ones that cannot be used. */
@Timeout(180)
class OtherBackboneIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());
    private static final String VERSION = "20260101T000000Z-00000001";

    @TempDir
    private Path folder;

    private final String bucket = S3TestServer.get().newBucket();
    private Path network;
    private Backbone backbone;

    @BeforeEach
    void copy() throws IOException {
        network = Backbones.copyTo(folder.resolve("network"));
        backbone = BackboneFiles.at(network.toString(), Backbones.STORES).backbone();
    }

    @Test
    void answersWithANetworkFromABucket() throws IOException {
        ObjectStore store = S3TestServer.get().store("s3://" + bucket + "/network");
        for (String file : List.of("backbone.json", "saved_model.pb")) {
            store.put(file, network.resolve(file));
        }
        BucketService.publish(bucket, VERSION, 9, backbone);
        try (BucketService service = start("s3://" + bucket + "/network")) {
            service.awaitVersion(VERSION);
            Reply answer = service.client().post("/recognize", "image/jpeg", PHOTO);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("model").path("fingerprint").asString())
                    .isEqualTo(backbone.fingerprint());
        }
    }

    @Test
    void answersWithANetworkInAFolder() throws IOException {
        BucketService.publish(bucket, VERSION, 9, backbone);
        try (BucketService service = start(network.toString())) {
            service.awaitVersion(VERSION);
            assertThat(service.client().post("/recognize", "image/jpeg", PHOTO).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anIndexOfAnotherNetworkIsNotServed() throws IOException {
        BucketService.publish(bucket, VERSION, 9);
        assertHealth(
                network.toString(),
                "the index was built with another backbone",
                "caffe-network 1, which this service has",
                "pomona.model.backbone");
    }

    @Test
    void aMissingNetworkIsNamed() throws IOException {
        BucketService.publish(bucket, VERSION, 9, backbone);
        assertHealth(
                "s3://" + bucket + "/nothing",
                "pomona.model.backbone: there is no backbone in the ",
                bucket + "/nothing",
                "(no backbone.json)");
    }

    @Test
    void aDamagedNetworkIsNamed() throws IOException {
        Files.writeString(network.resolve("saved_model.pb"), "damaged");
        assertHealth(network.toString(), "pomona.model.backbone: 'saved_model.pb' in the folder", "another SHA-256");
    }

    private void assertHealth(String location, String... parts) {
        try (BucketService service = start(location)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(service.readiness())
                            .contains("OUT_OF_SERVICE")
                            .contains(parts));
        }
    }

    private BucketService start(String location) {
        return new BucketService(
                S3TestServer.get().endpoint(), bucket, folder.resolve("copies"), "pomona.model.backbone=" + location);
    }
}
