package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexVersionsTest {

    private static final String FIRST = "20260101T000000Z-00000001";
    private static final String SECOND = "20260102T000000Z-00000002";
    private static final String REFUSED = "20260103T000000Z-00000003";

    @TempDir
    private Path folder;

    private ObjectStore store;
    private IndexVersions versions;

    @BeforeEach
    void publish() throws Exception {
        store = FolderStore.at(folder);
        versions = new IndexVersions(store);
        IndexPublisher publisher = new IndexPublisher(store);
        publisher.complete(version(FIRST));
        publisher.activate(publisher.complete(version(SECOND)), null);
        publisher.complete(
                version(REFUSED).withViolations(List.of(new Violation(Violation.Code.LOST_LABELS, "Fig", false))));
        store.put("versions/20260104T000000Z-00000004/vectors/part-0", new byte[] {1});
    }

    private static Manifest version(String name) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                name,
                "2026-01-01T00:00:00Z",
                "sha256:0",
                List.of(),
                new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of(), List.of(), "parent", null, null),
                new Manifest.Counts(7, 0, Map.of("Kiwi", 3L, "Lime", 4L), Map.of()),
                new Manifest.ReductionSummary(1280, 2, 1, List.of(0.9, 0.1)),
                AnswerRules.UNMEASURED,
                Manifest.Evaluation.NONE,
                List.of(),
                List.of());
    }

    private String current() throws Exception {
        return new IndexReader(store).pointer().orElseThrow().current().version();
    }

    @Test
    void listsCompleteVersionsTheNewestFirstAndMarksTheCurrentOne() throws Exception {
        assertThat(versions.lines())
                .containsExactly(
                        "  " + REFUSED + "  7 photos, 2 labels, not evaluated, violates LOST_LABELS",
                        "* " + SECOND + "  7 photos, 2 labels, not evaluated",
                        "  " + FIRST + "  7 photos, 2 labels, not evaluated");
    }

    @Test
    void activatesAVersionThatTheGateRefused() throws Exception {
        versions.activate(REFUSED);
        assertThat(current()).isEqualTo(REFUSED);
    }

    @Test
    void rollsBackToTheVersionBeforeTheCurrentOneUntilThereIsNone() throws Exception {
        assertThat(versions.rollBack()).isEqualTo(FIRST);
        assertThat(current()).isEqualTo(FIRST);
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(versions::rollBack)
                .withMessageContaining("no version before")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.UNUSABLE_REQUEST));
    }

    @Test
    void rollsBackPastVersionsThatTheGateRefusedOrThatCannotBeRead() throws Exception {
        String last = "20260106T000000Z-00000006";
        store.put("versions/20260105T000000Z-00000005/manifest.json", "{".getBytes(StandardCharsets.UTF_8));
        IndexPublisher publisher = new IndexPublisher(store);
        publisher.complete(version(last));
        versions.activate(last);
        assertThat(versions.rollBack()).isEqualTo(SECOND);
        assertThat(current()).isEqualTo(SECOND);
    }

    @Test
    void anActivationIsTakenBackIfTheVersionIsDeletedAtThatMoment() throws Exception {
        ObjectStore deleting = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putIf")) {
                        new IndexPublisher(store).delete(FIRST);
                    }
                    return method.invoke(store, arguments);
                });
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> new IndexVersions(deleting).activate(FIRST))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.UNUSABLE_REQUEST));
        assertThat(current()).isEqualTo(SECOND);
    }

    @Test
    void refusesVersionsThatAreNotCompleteOrNoVersions() {
        for (String name : List.of("20260104T000000Z-00000004", "20260105T000000Z-00000005", "latest", "../x")) {
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(() -> versions.activate(name))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.UNUSABLE_REQUEST));
        }
    }

    @Test
    void aDamagedPointerIsReplaced() throws Exception {
        store.put("current.json", "{".getBytes(StandardCharsets.UTF_8));
        versions.activate(FIRST);
        assertThat(current()).isEqualTo(FIRST);
    }
}
