package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class IndexRefresherTest {

    private static final String FIRST = "20260101T000000Z-00000001";
    private static final String SECOND = "20260102T000000Z-00000002";
    private static final Duration REFRESH = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    private final FakeExtractor extractor = new FakeExtractor();
    private Instant now = Instant.parse("2026-01-03T00:00:00Z");
    private IndexRefresher server;
    private IndexHealth health;

    @BeforeEach
    void start() {
        use(() -> extractor);
    }

    @Test
    void servesNothingBeforeItIsRefreshed() throws IOException {
        version(FIRST).write();
        assertThat(server.served()).isEmpty();
        assertThat(server.failure()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).as("a reason").containsKey("state");
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
        ServedIndex before = server.served().orElseThrow();
        version(SECOND).photos(12).write();
        server.refresh();
        assertServes(SECOND);
        assertThat(server.served().orElseThrow().recogniser().vectors().size()).isEqualTo(12);
        assertThat(server.served().orElseThrow().extractor()).isSameAs(before.extractor());
        assertThat(before.recogniser().vectors().size())
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
        ServedIndex before = server.served().orElseThrow();
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
        assertThat(server.failure()).get().asString().contains(SmallIndex.vectorsFile(0), "damaged");
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
        assertThat(server.failure()).get().asString().contains("another backbone");
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

    /** As a copy of an index in progress is read: the pointer first, then a file that is not whole yet. */
    @Test
    void triesAgainLaterWhenAFileWasNotWhole() throws IOException {
        SmallIndex index = version(FIRST);
        index.write();
        Path vectors = index.folder().resolve(SmallIndex.vectorsFile(0));
        byte[] whole = Files.readAllBytes(vectors);
        Files.write(vectors, Arrays.copyOf(whole, whole.length / 2));
        server.refresh();
        assertThat(server.failure()).isPresent();
        Files.write(vectors, whole);
        server.refresh();
        assertThat(server.served()).as("not due yet").isEmpty();
        now = now.plus(REFRESH);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.failure()).isEmpty();
    }

    @Test
    void waitsLongerAfterEachFailureOfAVersion() throws IOException {
        AtomicInteger loads = new AtomicInteger();
        version(FIRST).write();
        use(() -> new FakeExtractor() {
            @Override
            public float[][] extract(InputBatch batch) {
                loads.incrementAndGet();
                throw new IllegalStateException("broken");
            }
        });
        for (int second = 0; second < 3600; second++) {
            server.refresh();
            now = now.plusSeconds(1);
        }
        assertThat(loads).as("at 0, 30, 90, 210, 450, 930, 1530 ... seconds").hasValue(10);
    }

    @ParameterizedTest
    @MethodSource
    void anythingThatFailsWhileTheNetworkIsLoadedIsAReasonAndIsTriedAgain(Throwable failure) throws IOException {
        version(FIRST).write();
        AtomicBoolean failed = new AtomicBoolean();
        use(() -> {
            if (failed.compareAndSet(false, true)) {
                throw IndexRefresherTest.<RuntimeException>unchecked(failure);
            }
            return extractor;
        });
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> server.refresh());
        assertThat(server.served()).isEmpty();
        assertThat(lastFailure()).contains("no network");
        server.refresh();
        assertServes(FIRST);
    }

    @Test
    void aNetworkThatCannotBeUsedIsTheReasonWhateverTheIndex() throws IOException {
        version(FIRST).write();
        use(() -> {
            throw new InvalidBackboneException("pomona.model.backbone: there is no backbone in the folder /nothing");
        });
        server.refresh();
        assertThat(server.served()).isEmpty();
        assertThat(lastFailure()).isEqualTo("pomona.model.backbone: there is no backbone in the folder /nothing");
    }

    static Stream<Throwable> anythingThatFailsWhileTheNetworkIsLoadedIsAReasonAndIsTriedAgain() {
        return Stream.of(
                new IOException("no network"),
                new IllegalStateException("no network"),
                new OutOfMemoryError("no network"),
                new ServiceConfigurationError("no network"));
    }

    @Test
    void keepsTheLiveVersionWhenMemoryRunsOutForANewOne() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        use(() -> new FakeExtractor() {
            @Override
            public float[][] extract(InputBatch batch) {
                if (full.get()) {
                    throw new OutOfMemoryError("no memory");
                }
                return super.extract(batch);
            }
        });
        version(FIRST).write();
        server.refresh();
        version(SECOND).write();
        full.set(true);
        server.refresh();
        assertServes(FIRST);
        assertThat(lastFailure()).contains("OutOfMemoryError", "no memory");
    }

    @Test
    void freesTheNetworkWhenItCloses() throws Exception {
        version(FIRST).write();
        server.refresh();
        server.close();
        assertThat(server.served()).isEmpty();
        assertThat(extractor.isClosed()).isTrue();
        server.refresh();
        assertThat(server.served()).as("nothing is loaded after the end").isEmpty();
    }

    @Test
    void closesInTimeWhileTheNetworkIsStillBeingLoaded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        use(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return extractor;
        });
        server.begin();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> server.close());
        never.countDown();
    }

    @Test
    void startsWithTheVersionServedLastWhileTheIndexCannotBeReached() throws IOException {
        RemoteSource remote = remote();
        version(FIRST).write();
        server.refresh();
        version(SECOND).write();
        server.refresh();

        remote.away(true);
        restart(remote);
        server.refresh();
        assertServes(SECOND);
        assertThat(server.isUnconfirmed()).isTrue();
        assertThat(lastFailure()).contains("the bucket is away");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsKey("source");

        remote.away(false);
        server.refresh();
        assertServes(SECOND);
        assertThat(server.isUnconfirmed()).isFalse();
        assertThat(server.failure()).isEmpty();
        assertThat(health.health().getDetails()).doesNotContainKeys("source", "lastFailure");
    }

    @Test
    void theVersionServedLastIsTheOneItWasRolledBackTo() throws IOException {
        RemoteSource remote = remote();
        CurrentVersion first = version(FIRST).write();
        server.refresh();
        version(SECOND).write();
        server.refresh();
        SmallIndex.makeCurrent(root, first);
        server.refresh();
        assertServes(FIRST);

        remote.away(true);
        restart(remote);
        server.refresh();
        assertServes(FIRST);
    }

    @Test
    void aDamagedCopyIsDeletedAndTheOneBeforeServed() throws IOException {
        RemoteSource remote = remote();
        version(FIRST).write();
        server.refresh();
        version(SECOND).write();
        server.refresh();
        Path damaged = copyOf(SECOND);
        Path vectors = damaged.resolve(IndexLayout.file(SECOND, SmallIndex.vectorsFile(0)));
        byte[] bytes = Files.readAllBytes(vectors);
        Files.write(vectors, Arrays.copyOf(bytes, bytes.length - 1));

        remote.away(true);
        restart(remote);
        server.refresh();
        assertServes(FIRST);
        assertThat(damaged).doesNotExist();
    }

    @Test
    void startsWithTheVersionBeforeWhereTheCurrentOneCannotBeHeld() throws IOException {
        RemoteSource remote = remote();
        version(FIRST).write();
        server.refresh();
        version(SECOND).write();
        AtomicInteger fits = new AtomicInteger(-2); // neither the current version nor its copy
        use(
                () -> new FakeExtractor() {
                    @Override
                    public float[][] extract(InputBatch batch) {
                        if (fits.getAndIncrement() < 0) {
                            throw new OutOfMemoryError("no memory");
                        }
                        return super.extract(batch);
                    }
                },
                remote);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.isUnconfirmed()).isTrue();
        assertThat(lastFailure()).contains("no memory");
    }

    @Test
    void servesNoCopyWhereTheIndexCanBeReachedAndHasNoVersion() throws IOException {
        RemoteSource remote = remote();
        version(FIRST).write();
        server.refresh();
        Files.delete(root.resolve(IndexLayout.CURRENT));
        restart(remote);
        server.refresh();
        assertThat(server.served()).isEmpty();
        assertThat(lastFailure()).contains("no index yet");
    }

    @Test
    void theLiveVersionStaysWhileTheIndexCannotBeReached() throws IOException {
        RemoteSource remote = remote();
        version(FIRST).write();
        server.refresh();
        remote.away(true);
        server.refresh();
        assertServes(FIRST);
        assertThat(server.isUnconfirmed()).as("it was confirmed once").isFalse();
        assertThat(lastFailure()).contains("the bucket is away");
        remote.away(false);
        server.refresh();
        assertThat(server.failure()).isEmpty();
    }

    private RemoteSource remote() {
        RemoteSource remote = new RemoteSource(FolderStore.at(root));
        restart(remote);
        return remote;
    }

    private void restart(ObjectSource source) {
        use(() -> extractor, source);
    }

    private Path copyOf(String version) throws IOException {
        try (Stream<Path> copies = Files.list(root.resolve("cache"))) {
            return copies.filter(
                            copy -> Files.isDirectory(copy) && copy.toString().contains(version))
                    .findAny()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://Bucket/index", "s3:index", "https://example.org/index", "file://elsewhere/index"})
    void refusesToStartWithALocationThatNoStoreServesAndNamesTheKey(String location) {
        assertThatThrownBy(() -> new IndexProperties(location, null, REFRESH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pomona.index.location")
                .hasMessageContaining(location);
    }

    private void assertServes(String version) {
        assertThat(server.served()).map(index -> index.manifest().version()).contains(version);
    }

    private String lastFailure() {
        return (String) health.health().getDetails().get("lastFailure");
    }

    private SmallIndex version(String name) {
        return new SmallIndex(root)
                .version(name)
                .fingerprint(FakeExtractor.FINGERPRINT)
                .features(FakeExtractor.FEATURES);
    }

    private void use(ExtractorHolder.Loader loader) {
        use(loader, FolderStore.at(root));
    }

    private void use(ExtractorHolder.Loader loader, ObjectSource source) {
        server = new IndexRefresher(
                source,
                new CacheFolder(root.resolve("cache")),
                new ExtractorHolder(loader),
                new RetryBackoff(REFRESH, () -> now),
                Duration.ofMillis(200));
        health = new IndexHealth(server);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
