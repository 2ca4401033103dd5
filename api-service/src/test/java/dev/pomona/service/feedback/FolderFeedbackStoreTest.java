package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.Status;
import dev.pomona.service.recognition.RecentAnswer;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class FolderFeedbackStoreTest {

    private static final byte[] PICTURE = new byte[1000];

    @TempDir
    private Path root;

    @Test
    void aLineADayForEachFeedbackAndNothingButWhatIsNeeded() throws IOException {
        FolderFeedbackStore store = store(DataSize.ofMegabytes(1));
        store.keep(feedback("id-1", "Kiwi"), null);
        store.keep(feedback("id-2", null), null);
        List<String> lines = Files.readAllLines(root.resolve("given/2026-03-04.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo("{\"time\":\"2026-03-04T05:06:07Z\",\"requestId\":\"id-1\",\"answered\":{\"label\":\"Lime\","
                        + "\"confidence\":0.5,\"status\":\"UNCERTAIN\"},\"label\":\"Kiwi\",\"notAFruit\":false,"
                        + "\"indexVersion\":\"v1\",\"photoKept\":false}");
        assertThat(lines.get(1)).contains("\"label\":null,\"notAFruit\":true");
        assertThat(files()).containsExactly("given/2026-03-04.jsonl");
    }

    @Test
    void photosLieAsTheIndexerTakesThem() throws IOException {
        FolderFeedbackStore store = store(DataSize.ofMegabytes(1));
        store.keep(feedback("id-1", "Golden-Delicious"), PICTURE);
        store.keep(feedback("id-2", null), PICTURE);
        assertThat(files())
                .containsExactly("given/2026-03-04.jsonl", "negatives/id-2.jpg", "photos/Golden-Delicious/id-1.jpg");
    }

    @Test
    void keepsNoMoreThanThereIsRoomFor() throws IOException {
        FolderFeedbackStore store = store(DataSize.ofBytes(2 * PICTURE.length));
        store.keep(feedback("id-1", "Kiwi"), PICTURE);
        assertFull(store);
        assertThat(files()).containsExactly("given/2026-03-04.jsonl", "photos/Kiwi/id-1.jpg");
    }

    @Test
    void whatWasThereBeforeCounts() throws IOException {
        store(DataSize.ofBytes(2 * PICTURE.length)).keep(feedback("id-1", "Kiwi"), PICTURE);
        assertFull(store(DataSize.ofBytes(2 * PICTURE.length)));
    }

    @Test
    void thereIsRoomAgainOncePhotosAreTakenAway() throws IOException {
        FolderFeedbackStore store = store(DataSize.ofBytes(2 * PICTURE.length));
        store.keep(feedback("id-1", "Kiwi"), PICTURE);
        Files.delete(root.resolve("photos/Kiwi/id-1.jpg"));
        store.keep(feedback("id-2", "Kiwi"), PICTURE);
        assertThat(root.resolve("photos/Kiwi/id-2.jpg")).hasBinaryContent(PICTURE);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatIsKeptIsForTheServicesUserAlone() throws IOException {
        Path folder = root.resolve("new/feedback");
        FolderFeedbackStore store = new FolderFeedbackStore(folder, DataSize.ofMegabytes(1), new JsonMapper());
        store.keep(feedback("id-1", "Kiwi"), PICTURE);
        store.keep(feedback("id-2", null), PICTURE);
        store.keep(feedback("id-3", "Kiwi"), PICTURE);
        try (Stream<Path> made = Files.walk(folder)) {
            assertThat(made)
                    .hasSize(9)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatWasThereKeepsItsPermissions() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
        store(DataSize.ofMegabytes(1)).keep(feedback("id-1", "Kiwi"), PICTURE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwxr-x---");
    }

    private static void assertFull(FolderFeedbackStore store) {
        assertThatThrownBy(() -> store.keep(feedback("id-2", "Kiwi"), PICTURE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.FEEDBACK_FULL));
    }

    private FolderFeedbackStore store(DataSize maxSize) throws IOException {
        return new FolderFeedbackStore(root, maxSize, new JsonMapper());
    }

    private static KeptFeedback feedback(String id, String label) {
        RecentAnswer answer = new RecentAnswer(id, Status.UNCERTAIN, "Lime", 0.5, "v1");
        Instant time = Instant.parse("2026-03-04T05:06:07.891Z");
        return KeptFeedback.of(answer, new Feedback(label), false, time);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
