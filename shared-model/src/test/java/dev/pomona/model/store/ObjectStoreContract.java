package dev.pomona.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do. */
public abstract class ObjectStoreContract {

    /** Returns a store of the same place with each call, empty at first, as if opened by another process. */
    protected abstract ObjectStore open() throws Exception;

    /** Returns whether the server behind the store does what a store must; a mock may not. */
    protected boolean isAtomic() {
        return true;
    }

    @Test
    void anObjectIsReadAsItWasWritten() throws Exception {
        open().put("versions/a/part 0.bin", bytes("crème"));
        assertThat(text(open().read("versions/a/part 0.bin").bytes())).isEqualTo("crème");
        try (InputStream stream = open().open("versions/a/part 0.bin")) {
            assertThat(text(stream.readAllBytes())).isEqualTo("crème");
        }
        assertThat(open().stat("versions/a/part 0.bin").orElseThrow().length()).isEqualTo(6);
    }

    @Test
    void aFileIsStoredWithItsContent(@TempDir Path folder) throws Exception {
        byte[] content = new byte[3 << 20];
        content[content.length - 1] = 7;
        open().put("large", Files.write(folder.resolve("local"), content));
        assertThat(open().read("large").bytes()).isEqualTo(content);
    }

    @Test
    void anAbsentObjectIsToldApartFromAFailure() throws Exception {
        ObjectStore store = open();
        store.put("folder/object", bytes("1"));
        for (String absent : List.of("absent", "folder", "folder/object/below", "folder/absent")) {
            assertThat(store.stat(absent)).as(absent).isEmpty();
            assertThatThrownBy(() -> store.read(absent)).isInstanceOf(StoreException.NotFound.class);
            assertThatThrownBy(() -> store.open(absent)).isInstanceOf(StoreException.NotFound.class);
        }
    }

    @Test
    void theTagIsTheSameHoweverItIsFoundAndAnotherAfterEachWrite() throws Exception {
        ObjectStore store = open();
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            store.put("object", bytes("same length " + i % 10));
            tags.add(store.stat("object").orElseThrow().tag());
            assertThat(store.read("object").tag()).isEqualTo(tags.get(i));
        }
        for (int i = 1; i < tags.size(); i++) {
            assertThat(tags.get(i)).isNotEqualTo(tags.get(i - 1));
        }
        List<StoredObject> listed = new ArrayList<>();
        store.list("", listed::add);
        assertThat(listed).containsExactly(new StoredObject("object", 13, tags.get(49)));
    }

    @Test
    void anUnchangedObjectIsNotReadAgain() throws Exception {
        ObjectStore store = open();
        store.put("object", bytes("first"));
        TaggedContent first = store.read("object");
        assertThat(store.readIfChanged("object", first.tag())).isEmpty();
        store.put("object", bytes("other"));
        TaggedContent other = store.readIfChanged("object", first.tag()).orElseThrow();
        assertThat(text(other.bytes())).isEqualTo("other");
        store.delete("object");
        assertThatThrownBy(() -> store.readIfChanged("object", other.tag()))
                .isInstanceOf(StoreException.NotFound.class);
    }

    @Test
    void aPrefixIsListedWithAllThatLiesBelowIt() throws Exception {
        ObjectStore store = open();
        assertThat(store.keys("")).isEmpty();
        for (String key : List.of("a/1", "a/b/2", "a/b/c/3", "ab/4", "a.5")) {
            store.put(key, bytes(key));
        }
        assertThat(store.keys("a/")).containsExactlyInAnyOrder("a/1", "a/b/2", "a/b/c/3");
        assertThat(store.keys("a/b/")).containsExactlyInAnyOrder("a/b/2", "a/b/c/3");
        assertThat(store.keys("absent/")).isEmpty();
        assertThat(store.keys("a/1/")).isEmpty();
        assertThat(store.keys("")).hasSize(5);
    }

    @Test
    void aListingIsComplete() throws Exception {
        ObjectStore store = open();
        for (int i = 0; i < 1100; i++) { // more than a page of S3
            store.put("many/%d".formatted(i), bytes(""));
        }
        assertThat(store.keys("many/")).hasSize(1100);
    }

    @Test
    void aPrefixIsDeletedWithAllThatLiesBelowIt() throws Exception {
        ObjectStore store = open();
        for (String key : List.of("a/1", "a/b/2", "ab/4")) {
            store.put(key, bytes(key));
        }
        store.deleteAll("a/");
        store.deleteAll("absent/");
        store.delete("absent");
        assertThat(store.keys("")).containsExactly("ab/4");
        assertThatThrownBy(() -> store.deleteAll("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConditionalWriteNeedsTheTagThatItExpects() throws Exception {
        ObjectStore store = open();
        assertThat(store.putIf("object", bytes("0"), "no tag")).isEmpty();
        assertThat(store.stat("object")).isEmpty();
        String first = store.putIf("object", bytes("1"), null).orElseThrow();
        assertThat(store.putIf("object", bytes("2"), null)).isEmpty();
        String second = store.putIf("object", bytes("3"), first).orElseThrow();
        assertThat(store.putIf("object", bytes("4"), first)).isEmpty();
        assertThat(store.read("object").tag()).isEqualTo(second);
        assertThat(text(store.read("object").bytes())).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void ofWritersThatRaceExactlyOneWins(int writers) throws Exception {
        assumeTrue(isAtomic());
        String tag = null;
        for (int round = 0; round < 20; round++) {
            String expected = tag;
            String attempt = " in round " + round;
            List<Optional<String>> results = atOnce(writers, writer -> {
                ObjectStore store = open();
                return () -> store.putIf("runs/active.json", bytes("writer " + writer + attempt), expected);
            });
            List<Integer> winners = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                if (results.get(writer).isPresent()) {
                    winners.add(writer);
                }
            }
            assertThat(winners).as("winners of round %d", round).hasSize(1);
            TaggedContent content = open().read("runs/active.json");
            assertThat(text(content.bytes())).isEqualTo("writer " + winners.get(0) + attempt);
            assertThat(results.get(winners.get(0))).contains(content.tag());
            tag = content.tag();
        }
    }

    @Test
    void aReaderNeverSeesAPartOfAnObject() throws Exception {
        assumeTrue(isAtomic());
        ObjectStore store = open();
        byte[] zeros = new byte[200_000];
        byte[] ones = new byte[100_000];
        java.util.Arrays.fill(ones, (byte) 1);
        store.put("object", zeros);
        atOnce(2, side -> {
            ObjectStore own = open();
            return () -> {
                for (int i = 0; i < 60; i++) {
                    if (side == 0) {
                        own.put("object", i % 2 == 0 ? ones : zeros);
                    } else {
                        byte[] seen = own.read("object").bytes();
                        assertThat(seen).isIn(ones, zeros);
                    }
                }
                return true;
            };
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/a", "a/", "a//b", "..", "../a", "a/../../b", ".hidden", "a/.lock", "a\\b", "a\nb"})
    void aKeyOfAnotherFormIsRefused(String key) throws Exception {
        ObjectStore store = open();
        assertThatThrownBy(() -> store.put(key, bytes("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.stat(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "../", "a/../", ".hidden/"})
    void aPrefixIsMadeOfWholeSegments(String prefix) throws Exception {
        ObjectStore store = open();
        assertThatThrownBy(() -> store.keys(prefix)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.deleteAll(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    private interface Writer<T> {
        Callable<T> prepare(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int threads, Writer<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Callable<T> prepared = work.prepare(thread);
                futures.add(executor.submit(() -> {
                    start.await();
                    return prepared.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
