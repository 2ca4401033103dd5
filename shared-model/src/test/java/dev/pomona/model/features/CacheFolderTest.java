package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.OtherJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CacheFolderTest {

    @TempDir
    private Path root;

    @Test
    void aFolderIsFilledOnce() throws IOException {
        AtomicInteger fillings = new AtomicInteger();
        CacheFolder cache = new CacheFolder(root.resolve("not/there/yet"));
        for (int i = 0; i < 3; i++) {
            Path folder = cache.folder("libraries", target -> {
                fillings.incrementAndGet();
                Files.writeString(target.resolve("library"), "content");
            });
            assertThat(folder.resolve("library")).hasContent("content");
        }
        assertThat(fillings).hasValue(1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> new CacheFolder(file.resolve("cache")).requireWritable())
                .isInstanceOf(CacheNotWritableException.class)
                .hasMessageContaining(file.resolve("cache").toString());
    }

    @Test
    void lookingWhetherAFolderCanBeWrittenLeavesNothing() throws IOException {
        CacheFolder cache = new CacheFolder(root.resolve("cache"));
        cache.requireWritable();
        assertThat(root.resolve("cache")).isEmptyDirectory();
        assertThat(cache.newestFirst()).isEmpty();
    }

    @Test
    void afterAFailureNothingIsLeftAndTheNextOneFillsIt() throws IOException {
        CacheFolder cache = new CacheFolder(root);
        assertThatThrownBy(() -> cache.folder("libraries", target -> {
                    Files.writeString(target.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(folders()).isEmpty();
        assertThat(cache.folder("libraries", CacheFolderTest::fill)).isDirectoryContaining("glob:**/whole");
    }

    @Test
    void aFolderThatAnotherProcessHasDeletedIsDiscarded() {
        assertThatCode(() -> new CacheFolder(root).discard(root.resolve("gone")))
                .doesNotThrowAnyException();
    }

    @Test
    void aFolderThatAnotherProcessHasFilledAgainIsKept() throws IOException {
        CacheFolder cache = new CacheFolder(root);
        Path folder = cache.folder("libraries", CacheFolderTest::fill);
        cache.discardIf(folder, found -> !Files.exists(found.resolve("whole")));
        assertThat(names(folder)).containsExactly("whole");
        Files.delete(folder.resolve("whole"));
        cache.discardIf(folder, found -> !Files.exists(found.resolve("whole")));
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderIsNotDiscardedWhileAnotherProcessHasItsLock() throws Exception {
        CacheFolder cache = new CacheFolder(root);
        Path folder = cache.folder("libraries", CacheFolderTest::fill);
        Path lock = root.resolve("libraries.lock");
        Process holder = OtherJvm.start(HoldLock.class, List.of(), root.toString(), lock.toString());
        waitUntilThere(root.resolve("held"));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> discarding = thread.submit(() -> {
                cache.discard(folder);
                return null;
            });
            sleep(300);
            assertThat(folder).isDirectory();
            Files.createFile(root.resolve("go"));
            discarding.get();
        } finally {
            thread.shutdown();
            holder.destroyForcibly();
        }
        assertThat(folder).doesNotExist();
        assertThat(lock).as("others may wait for it").exists();
    }

    @Test
    void leftoversOfAKilledProcessAreReplaced() throws IOException, InterruptedException {
        Process killed = OtherJvm.start(FillForEver.class, List.of(), root.toString());
        waitUntilThere(root.resolve("begun"));
        killed.destroyForcibly().waitFor();
        assertThat(folders()).as("what it left").hasSize(1);

        Path folder = new CacheFolder(root).folder("libraries", CacheFolderTest::fill);
        assertThat(folders()).containsExactly(folder);
        assertThat(names(folder)).containsExactly("whole");
    }

    @Test
    void processesAndThreadsThatStartTogetherFillItOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(OtherJvm.start(FillTogether.class, List.of(), root.toString(), "ready" + i));
        }
        waitUntilThere(root.resolve("ready0"));
        waitUntilThere(root.resolve("ready1"));
        Files.createFile(root.resolve("go"));
        for (Process process : processes) {
            OtherJvm.await(process);
        }
        assertThat(names(root.resolve("fillings"))).hasSize(1);
        assertThat(names(root.resolve("cache/libraries"))).containsExactly("whole");
    }

    @Test
    void theUsersCacheIsWhereTheSystemPropertySays() throws IOException {
        String before = System.getProperty(CacheFolder.PROPERTY);
        System.setProperty(CacheFolder.PROPERTY, root.resolve("mine").toString());
        try {
            assertThat(CacheFolder.ofUser().folder("libraries", CacheFolderTest::fill))
                    .isEqualTo(root.resolve("mine/libraries"));
        } finally {
            if (before == null) {
                System.clearProperty(CacheFolder.PROPERTY);
            } else {
                System.setProperty(CacheFolder.PROPERTY, before);
            }
        }
    }

    /** Begins to fill the folder and hangs. */
    static final class FillForEver {

        private FillForEver() {}

        public static void main(String... arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            new CacheFolder(root).folder("libraries", target -> {
                Files.createDirectories(target.resolve("deep"));
                Files.writeString(target.resolve("deep/half"), "");
                Files.createFile(root.resolve("begun"));
                sleep(60_000);
            });
        }
    }

    /** Holds a lock until it may go. */
    static final class HoldLock {

        private HoldLock() {}

        public static void main(String... arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            try (FileChannel channel = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Files.createFile(root.resolve(lock.isValid() ? "held" : "not-held"));
                waitUntilThere(root.resolve("go"));
            }
        }
    }

    /** Four threads that want the same folder as soon as they may. */
    static final class FillTogether {

        private FillTogether() {}

        public static void main(String... arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            Callable<Path> filling = () -> {
                waitUntilThere(root.resolve("go"));
                return new CacheFolder(root.resolve("cache")).folder("libraries", target -> {
                    Files.createDirectories(root.resolve("fillings"));
                    Files.createFile(
                            root.resolve("fillings").resolve(UUID.randomUUID().toString()));
                    sleep(500);
                    fill(target);
                });
            };
            List<Future<Path>> folders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                folders.add(threads.submit(filling));
            }
            Files.createFile(root.resolve(arguments[1]));
            for (Future<Path> folder : folders) {
                if (!Files.exists(folder.get().resolve("whole"))) {
                    throw new AssertionError("a folder that is not whole was handed out");
                }
            }
            threads.shutdown();
        }
    }

    private static void fill(Path folder) throws IOException {
        Files.writeString(folder.resolve("whole"), "content");
    }

    private static void waitUntilThere(Path file) {
        while (!Files.exists(file)) {
            sleep(5);
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
