package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Fingerprint;
import dev.pomona.model.features.weights.WeightsFile;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class IndexRefresherTest {

    private static final String FIRST = "20260101T000000Z-00000001";
    private static final String SECOND = "20260102T000000Z-00000002";

    private static String fingerprint;

    @TempDir
    private Path root;

    private IndexRefresher server;
    private IndexHealth health;

    @BeforeAll
    static void nameTheNetwork() throws IOException {
        fingerprint = Fingerprint.of(WeightsFile.bundled());
    }

    @BeforeEach
    void start() {
        server = serverOf(root, new ModelProperties(null, null, null));
        health = new IndexHealth(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesNothingBeforeItIsRefreshed() throws IOException {
        version(FIRST).write();
        assertThat(server.served()).isEmpty();
        assertThat(server.failure()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void saysWhyItServesNothing() {
        server.refresh();
        assertThat(server.served()).isEmpty();
        assertThat(server.failure()).get().asString().contains(root.toString(), IndexLayout.CURRENT);
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(lastFailure()).contains(IndexLayout.CURRENT);
    }

    @Test
    void picksUpAnIndexThatAppearsLater() throws IOException {
        server.refresh();
        version(FIRST).write();
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).isEmpty();
        Health up = health.health();
        assertThat(up.getStatus()).isEqualTo(Status.UP);
        assertThat(up.getDetails()).containsEntry("version", FIRST).doesNotContainKey("lastFailure");
    }

    @Test
    void swapsInAVersionThatHasBecomeCurrent() throws IOException {
        version(FIRST).photos(9).write();
        server.refresh();
        ServedModel before = server.served().orElseThrow();
        version(SECOND).photos(12).write();
        server.refresh();
        assertServes(SECOND);
        assertThat(server.served().orElseThrow().index().recogniser().vectors().size())
                .isEqualTo(12);
        assertThat(server.served().orElseThrow().extractor()).isSameAs(before.extractor());
        assertThat(before.index().recogniser().vectors().size())
                .as("a request under way keeps what it began with")
                .isEqualTo(9);
    }

    @Test
    void goesBackToAnEarlierVersionWhenThatIsMadeCurrent() throws IOException {
        CurrentVersion first = version(FIRST).write();
        version(SECOND).write();
        server.refresh();
        SmallIndex.makeCurrent(root, first);
        server.refresh();
        assertServes(FIRST);
    }

    @Test
    void loadsNothingWhileTheCurrentVersionStaysTheSame() throws IOException {
        version(FIRST).write();
        server.refresh();
        ServedModel before = server.served().orElseThrow();
        server.refresh();
        assertThat(server.served().orElseThrow()).isSameAs(before);
    }

    @Test
    void keepsTheLiveVersionWhenANewOneIsBrokenAndSaysWhy() throws IOException {
        version(FIRST).write();
        server.refresh();
        SmallIndex broken = version(SECOND);
        broken.write();
        Files.write(broken.folder().resolve(SmallIndex.vectorsFile(0)), new byte[100]);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).get().asString().contains(SmallIndex.vectorsFile(0), "SHA-256");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(lastFailure()).contains(SmallIndex.vectorsFile(0));
    }

    @Test
    void keepsTheLiveVersionWhenANewOneIsOfAnotherNetwork() throws IOException {
        version(FIRST).write();
        server.refresh();
        version(SECOND).fingerprint("sha256:other").write();
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).get().asString().contains("another feature extractor");
    }

    @Test
    void keepsTheLiveVersionWhenANewOneDoesNotFitTogether() throws IOException {
        version(FIRST).write();
        server.refresh();
        version(SECOND).vectorLength(7).write();
        server.refresh();
        assertServes(FIRST);
        assertThat(lastFailure()).isNotBlank();
    }

    /** Its files are sound; only the warm-up can find that the network yields another number of features. */
    @Test
    void keepsTheLiveVersionWhenANewOneFailsToWarmUp() throws IOException {
        version(FIRST).write();
        server.refresh();
        version(SECOND).features(1279).write();
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).get().asString().contains("1279", "1280");
    }

    @Test
    void forgetsAFailureOnceTheLiveVersionIsCurrentAgain() throws IOException {
        CurrentVersion first = version(FIRST).write();
        server.refresh();
        version(SECOND).fingerprint("sha256:other").write();
        server.refresh();
        SmallIndex.makeCurrent(root, first);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).isEmpty();
    }

    @Test
    void forgetsThatTheIndexCouldNotBeReadForAMoment() throws IOException {
        CurrentVersion first = version(FIRST).write();
        server.refresh();
        Files.delete(root.resolve(IndexLayout.CURRENT));
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).isPresent();
        SmallIndex.makeCurrent(root, first);
        server.refresh();
        assertThat(server.failure()).isEmpty();
    }

    @Test
    void triesAgainWhenAFileCouldNotBeReadForAMoment() throws IOException {
        SmallIndex index = version(FIRST);
        index.write();
        Path vectors = index.folder().resolve(SmallIndex.vectorsFile(0));
        Path hidden = Files.move(vectors, root.resolve("hidden"));
        server.refresh();
        assertThat(server.served()).isEmpty();
        Files.move(hidden, vectors);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).isEmpty();
    }

    @Test
    void saysWhyTheNetworkCannotBeLoaded(@TempDir Path elsewhere) throws IOException {
        version(FIRST).write();
        Path weights = Files.writeString(elsewhere.resolve("weights.onnx"), "not these");
        IndexRefresher other = serverOf(root, new ModelProperties(weights, null, null));
        other.refresh();
        assertThat(other.served()).isEmpty();
        assertThat(other.failure()).get().asString().contains("weights.onnx");
    }

    private void assertServes(String version) {
        assertThat(server.served())
                .map(model -> model.index().manifest().version())
                .contains(version);
    }

    private String lastFailure() {
        return (String) health.health().getDetails().get("lastFailure");
    }

    private SmallIndex version(String name) {
        return new SmallIndex(root).version(name).fingerprint(fingerprint).features(FeatureExtractor.DIMENSION);
    }

    private static IndexRefresher serverOf(Path root, ModelProperties model) {
        return new IndexRefresher(
                new IndexProperties(root.toString(), Duration.ofSeconds(30)), ExtractorHolder.load(model));
    }
}
