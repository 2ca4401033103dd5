package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoStoreTest {

    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final Configuration configuration = FlakyFileSystem.configure(new Configuration(false));
    private final PhotoStore store = new RetryingPhotoStore(new HadoopPhotoStore(configuration), PAUSES);

    @TempDir
    private Path folder;

    @AfterEach
    void recover() {
        FlakyFileSystem.failing(0);
    }

    private URI photo() throws IOException {
        return URI.create("flaky:" + Files.write(folder.resolve("photo.jpg"), new byte[] {1, 2, 3}));
    }

    @Test
    void readsAgainWhatFailedForATime() throws IOException {
        URI photo = photo();
        FlakyFileSystem.failing(PAUSES.size());

        assertThat(store.read(photo, 3)).hasSize(3);
    }

    @Test
    void failsInsteadOfRejectingWhatFailsForLong() throws IOException {
        URI photo = photo();
        FlakyFileSystem.failing(PAUSES.size() + 1);

        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> store.read(photo, 3))
                .withMessageContainingAll("photo.jpg", "4 attempts", "Read timed out")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
    }

    @Test
    void listsAgainWhatFailedForATimeWithoutCountingHiddenFilesTwice() throws IOException {
        photo();
        Files.createFile(folder.resolve(".hidden"));
        ListedEntry source = ListedEntry.source("flaky:" + folder, "flaky:" + folder);
        LongAccumulator hidden = new LongAccumulator();
        FlakyFileSystem.failing(2);

        assertThat(store.list(source, new LeftOut(DefaultExcludes.bundled(), hidden)))
                .toIterable()
                .extracting(ListedEntry::name)
                .containsExactly("photo.jpg");
        assertThat(hidden.sum()).isEqualTo(1);
        FlakyFileSystem.failing(Integer.MAX_VALUE);
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> store.list(source, new LeftOut(DefaultExcludes.bundled(), hidden)));
    }

    @Test
    void anAbsentPhotoIsAProblemOfThisFile() {
        assertThatExceptionOfType(FileProblemException.class)
                .isThrownBy(() -> store.read(URI.create("flaky:" + folder.resolve("gone.jpg")), 3))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(FileProblem.UNREADABLE));
    }

    @Test
    void theSchemeDecidesWhereAPhotoIsRead() throws IOException {
        URI photo = photo();
        FlakyFileSystem.failing(1);

        URI local = URI.create(photo.toString().replace("flaky:", "file:"));
        assertThat(PhotoStore.of(local, configuration).read(local, 3)).hasSize(3);
        assertThat(PhotoStore.of(photo, configuration).read(photo, 3)).hasSize(3); // by a second attempt
    }

    @Test
    void tooManyOpenFilesPassButALinkToItselfDoesNot() throws IOException {
        Path link = folder.resolve("link.jpg");
        Files.createSymbolicLink(link, link);

        assertThat(LocalPhotoStore.isLasting(new FileSystemException("a.jpg", null, "Too many open files")))
                .isFalse();
        assertThatExceptionOfType(FileProblemException.class)
                .isThrownBy(() -> new LocalPhotoStore().read(link.toUri(), 3));
    }
}
