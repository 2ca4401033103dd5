package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher, and the reader of what it publishes. */
class IndexPublisherTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final byte[] VECTORS = "vectors".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private ObjectStore store;
    private IndexPublisher publisher;
    private IndexReader reader;

    @BeforeEach
    void open() {
        store = FolderStore.at(folder);
        publisher = new IndexPublisher(store);
        reader = new IndexReader(store);
    }

    @Test
    void aVersionIsReadAsItWasPublished() throws Exception {
        assertThat(reader.pointer()).isEmpty();
        CurrentVersion first = complete(version(0, 1));
        assertThat(reader.pointer()).isEmpty();
        assertThat(publisher.activate(first, null)).isTrue();

        Pointer pointer = reader.pointer().orElseThrow();
        assertThat(pointer.current()).isEqualTo(first);
        Manifest manifest = reader.manifest(pointer.current());
        assertThat(manifest).isEqualTo(manifest(version(0, 1)));
        Path copy = folder.resolve("copy");
        reader.copy(manifest, IndexReader.files(manifest, "vectors/").get(0), copy);
        assertThat(copy).hasBinaryContent(VECTORS);
        assertThat(reader.pointerIfChanged(pointer)).isEmpty();
    }

    @Test
    void aPointerThatWasMovedMeanwhileIsNotReplaced() throws Exception {
        CurrentVersion one = complete(version(0, 1));
        CurrentVersion other = complete(version(0, 2));
        assertThat(publisher.activate(one, null)).isTrue();
        Pointer known = reader.pointer().orElseThrow();
        assertThat(publisher.activate(other, null)).isFalse();
        assertThat(publisher.activate(other, known.tag())).isTrue();
        assertThat(publisher.activate(one, known.tag())).isFalse();
        assertThat(reader.pointerIfChanged(known).orElseThrow().current()).isEqualTo(other);
    }

    @Test
    void aManifestIsNeverReplaced() throws Exception {
        complete(version(0, 1));
        assertThatThrownBy(() -> publisher.complete(manifest(version(0, 1))))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("complete already");
    }

    @Test
    void anOldVersionBecomesCurrentAgain() throws Exception {
        CurrentVersion old = complete(version(1, 1));
        publisher.activate(complete(version(0, 2)), null);
        Pointer now = reader.pointer().orElseThrow();
        assertThat(publisher.existing(version(1, 1))).isEqualTo(old);
        assertThat(publisher.activate(publisher.existing(version(1, 1)), now.tag()))
                .isTrue();
        assertThat(reader.pointer().orElseThrow().current()).isEqualTo(old);
    }

    @Test
    void aVersionThatLacksAFileIsNotRolledBackTo() throws Exception {
        complete(version(0, 1));
        store.delete(IndexLayout.file(version(0, 1), "vectors/part-0.parquet"));
        assertThatThrownBy(() -> publisher.existing(version(0, 1)))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("vectors/part-0.parquet");
        assertThatThrownBy(() -> publisher.existing(version(0, 2))).isInstanceOf(StoreException.NotFound.class);
    }

    @Test
    void versionsAreListedNewestFirst() throws Exception {
        complete(version(3, 1));
        complete(version(1, 2));
        store.put(IndexLayout.file(version(2, 3), "vectors/part-0.parquet"), VECTORS);
        store.put("versions/notes.txt", VECTORS);
        assertThat(publisher.versions())
                .containsExactly(
                        new IndexPublisher.Version(version(1, 2), true),
                        new IndexPublisher.Version(version(2, 3), false),
                        new IndexPublisher.Version(version(3, 1), true));
        assertThat(publisher.versions().get(0).created()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    @Test
    void oldVersionsAreDeletedButNeitherTheCurrentNorYoungNorIncompleteOnes() throws Exception {
        publisher.activate(complete(version(9, 1)), null);
        for (int days : List.of(8, 7, 6, 5)) {
            complete(version(days, 1));
        }
        store.put(IndexLayout.file(version(10, 1), "vectors/part-0.parquet"), VECTORS);
        assertThat(publisher.retain(2, null, NOW)).containsExactly(version(7, 1), version(8, 1));
        assertThat(publisher.versions().stream().map(IndexPublisher.Version::name))
                .containsExactly(version(5, 1), version(6, 1), version(9, 1), version(10, 1));
        assertThat(publisher.existing(version(9, 1)).version()).isEqualTo(version(9, 1));
        assertThat(publisher.retain(1, null, NOW.minus(Duration.ofDays(6)).plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void refusedAndUnreadableVersionsDoNotPushOutThoseThatPassed() throws Exception {
        complete(version(9, 1));
        complete(version(8, 1));
        for (int days : List.of(7, 6, 5, 4)) {
            refused(version(days, 1));
        }
        store.put(IndexLayout.manifest(version(3, 1)), "{".getBytes(StandardCharsets.UTF_8));
        publisher.activate(complete(version(2, 1)), null);
        assertThat(publisher.retain(2, null, NOW))
                .containsExactly(version(5, 1), version(6, 1), version(7, 1), version(9, 1));
    }

    @Test
    void theVersionThatARunHasReplacedStaysHoweverOld() throws Exception {
        for (int days : List.of(9, 8, 7)) {
            complete(version(days, 1));
        }
        publisher.activate(complete(version(0, 1)), null);
        assertThat(publisher.retain(1, version(9, 1), NOW)).containsExactly(version(7, 1), version(8, 1));
    }

    @Test
    void aVersionThatBecomesCurrentWhileItIsDeletedStays() throws Exception {
        for (String before : List.of("versions", "manifest.json")) {
            ObjectStore whole = FolderStore.at(folder.resolve(before));
            store = whole;
            publisher = new IndexPublisher(whole);
            CurrentVersion old = complete(version(9, 1));
            publisher.activate(complete(version(2, 1)), null);
            ObjectStore watched = (ObjectStore) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                        Object result = method.invoke(whole, arguments);
                        boolean listed = method.getName().equals("list") && before.equals("versions");
                        if (listed || (method.getName().equals("delete") && before.equals("manifest.json"))) {
                            String tag = new IndexReader(whole)
                                    .pointer()
                                    .orElseThrow()
                                    .tag();
                            publisher.activate(old, tag);
                        }
                        return result;
                    });
            assertThat(new IndexPublisher(watched).retain(1, null, NOW)).isEmpty();
            assertThat(publisher.existing(version(9, 1))).isEqualTo(old);
        }
    }

    @Test
    void theActivationOfAVersionThatIsDeletedMeanwhileIsTakenBack() throws Exception {
        CurrentVersion old = complete(version(9, 1));
        CurrentVersion before = complete(version(2, 1));
        publisher.activate(old, null);
        publisher.requireStillThere(old, before);
        assertThat(reader.pointer().orElseThrow().current()).isEqualTo(old);
        publisher.delete(old.version());
        assertThatThrownBy(() -> publisher.requireStillThere(old, before)).isInstanceOf(StoreException.NotFound.class);
        assertThat(reader.pointer().orElseThrow().current()).isEqualTo(before);
        assertThatThrownBy(() -> publisher.requireStillThere(old, complete(version(1, 1))))
                .isInstanceOf(StoreException.NotFound.class);
        assertThat(reader.pointer().orElseThrow().current()).isEqualTo(before);
    }

    @Test
    void aDamagedFileIsNotHandedOut() throws Exception {
        complete(version(0, 1));
        Manifest manifest = reader.manifest(version(0, 1));
        Manifest.IndexFile file = manifest.files().get(0);
        Path copy = folder.resolve("copy");
        for (String content : List.of("vectorz", "vectors and more", "")) {
            store.put(IndexLayout.file(version(0, 1), file.path()), content.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> reader.copy(manifest, file, copy))
                    .isInstanceOf(InvalidIndexException.class)
                    .hasMessageContaining("damaged");
            assertThat(copy).doesNotExist();
        }
        store.delete(IndexLayout.file(version(0, 1), file.path()));
        assertThatThrownBy(() -> reader.copy(manifest, file, copy)).isInstanceOf(StoreException.NotFound.class);
    }

    @Test
    void aManifestThatIsNotTheOnePointedToIsRefused() throws Exception {
        CurrentVersion version = complete(version(0, 1));
        Path file = folder.resolve(version.manifest());
        Files.writeString(file, Files.readString(file) + " ");
        assertThatThrownBy(() -> reader.manifest(version))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aPointerCannotNameAFileElsewhere() {
        CurrentVersion elsewhere = new CurrentVersion(version(0, 1), "../secret.json", "00");
        assertThatThrownBy(() -> reader.manifest(elsewhere)).isInstanceOf(InvalidIndexException.class);
    }

    @Test
    void aRunKilledBeforeAnyOfItsStepsLeavesAWholeIndex() throws Exception {
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            ObjectStore whole = FolderStore.at(folder.resolve("killed" + steps));
            store = whole;
            publisher = new IndexPublisher(whole);
            publisher.activate(complete(version(9, 1)), null);
            complete(version(8, 2));
            ended = publishUntilKilled(whole, steps);

            IndexPublisher after = new IndexPublisher(whole);
            CurrentVersion current =
                    new IndexReader(whole).pointer().orElseThrow().current();
            assertThat(after.existing(current.version())).isEqualTo(current);
            for (IndexPublisher.Version version : after.versions()) {
                if (version.complete()) {
                    after.existing(version.name());
                }
            }
            assertThat(current.version()).isEqualTo(steps < 3 ? version(9, 1) : version(2, 3));
        }
        assertThat(folder.resolve("killed7")).exists(); // 3 steps to activate, 2 for each old version
    }

    /** Builds and activates a version and deletes the old ones, in a store that dies before one of its changes. */
    private boolean publishUntilKilled(ObjectStore whole, int steps) throws Exception {
        AtomicInteger left = new AtomicInteger(steps);
        Set<String> changes = Set.of("put", "putIf", "delete", "deleteAll");
        store = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (changes.contains(method.getName()) && left.getAndDecrement() == 0) {
                        throw new Killed();
                    }
                    return method.invoke(whole, arguments);
                });
        publisher = new IndexPublisher(store);
        try {
            String tag = new IndexReader(whole).pointer().orElseThrow().tag();
            publisher.activate(complete(version(2, 3)), tag);
            publisher.retain(1, null, NOW);
            return true;
        } catch (Killed e) {
            return false;
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private CurrentVersion complete(String version) throws Exception {
        store.put(IndexLayout.file(version, "vectors/part-0.parquet"), VECTORS);
        return publisher.complete(manifest(version));
    }

    private void refused(String version) throws Exception {
        store.put(IndexLayout.file(version, "vectors/part-0.parquet"), VECTORS);
        publisher.complete(
                manifest(version).withViolations(List.of(new Violation(Violation.Code.LOST_LABELS, "Fig", false))));
    }

    private static String version(int daysAgo, int id) {
        return IndexLayout.version(NOW.minus(Duration.ofDays(daysAgo)), id);
    }

    private static Manifest manifest(String version) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                IndexLayout.created(version).toString(),
                "sha256:ab",
                List.of("photos"),
                new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of(), List.of(), "folder", null, null),
                new Manifest.Counts(2, 0, Map.of("lime", 2L), Map.of()),
                new Manifest.ReductionSummary(1280, 1, 1, List.of(0.75)),
                AnswerRules.UNMEASURED,
                Manifest.Evaluation.NONE,
                List.of(),
                List.of(new Manifest.IndexFile("vectors/part-0.parquet", VECTORS.length, Checksum.of(VECTORS))));
    }
}
