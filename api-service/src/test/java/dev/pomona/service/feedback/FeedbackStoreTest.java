package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.Status;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class FeedbackStoreTest {

    private static final byte[] PICTURE = new byte[1000];
    private static final long ROOM_FOR_ONE = 2 * PICTURE.length;
    private static final Instant ANSWERED = Instant.parse("2026-03-03T23:59:59Z");

    @TempDir
    private Path root;

    private Instant now = Instant.parse("2026-03-04T00:10:07.891Z");

    @Test
    void eachFeedbackIsOneObjectOfTheDayOfItsAnswer() throws IOException {
        FeedbackStore store = store(10_000);
        store.store(feedback("id-1", "Kiwi"), ANSWERED, null);
        store.store(feedback("id-2", null), ANSWERED, null);
        assertThat(files()).containsExactly("given/2026-03-03/id-1.json", "given/2026-03-03/id-2.json");
        assertThat(root.resolve("given/2026-03-03/id-1.json"))
                .hasContent(
                        "{\"time\":\"2026-03-04T00:10:07Z\",\"requestId\":\"id-1\",\"answered\":{\"label\":\"Lime\","
                                + "\"confidence\":0.5,\"status\":\"UNCERTAIN\"},\"label\":\"Kiwi\",\"notAFruit\":false,"
                                + "\"indexVersion\":\"v1\",\"photoKept\":false}\n");
        assertThat(root.resolve("given/2026-03-03/id-2.json")).content().contains("\"label\":null,\"notAFruit\":true");
    }

    @Test
    void photosLieWhereTheIndexerReadsThem() throws IOException {
        FeedbackStore store = store(10_000);
        store.store(feedback("id-1", "Golden-Delicious"), ANSWERED, PICTURE);
        store.store(feedback("id-2", null), ANSWERED, PICTURE);
        assertThat(files()).contains("negatives/id-2.jpg", "photos/Golden-Delicious/id-1.jpg");
    }

    @Test
    void anAnswerHasOneFeedbackWhicheverInstanceTakesIt() throws IOException {
        store(10_000).store(feedback("id-1", "Kiwi"), ANSWERED, null);
        FeedbackStore other = store(10_000);
        assertRejected(Problem.FEEDBACK_GIVEN, () -> other.requireNone("id-1", ANSWERED));
        assertRejected(Problem.FEEDBACK_GIVEN, () -> other.store(feedback("id-1", "Lemon"), ANSWERED, PICTURE));
        assertThat(files()).containsExactly("given/2026-03-03/id-1.json");
    }

    @Test
    void feedbackWhosePhotoCannotBeStoredCanBeGivenAgain() throws IOException {
        Path inTheWay = Files.writeString(root.resolve("photos"), "a file");
        FeedbackStore store = store(10_000);
        assertThatThrownBy(() -> store.store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE))
                .isInstanceOf(StoreException.class);
        Files.delete(inTheWay);
        store.store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        assertThat(files()).containsExactly("given/2026-03-03/id-1.json", "photos/Kiwi/id-1.jpg");
    }

    @Test
    void storesNoMoreThanThereIsRoomFor() throws IOException {
        FeedbackStore store = store(ROOM_FOR_ONE);
        store.store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        assertFull(store);
        assertThat(files()).containsExactly("given/2026-03-03/id-1.json", "photos/Kiwi/id-1.jpg");
    }

    @Test
    void whatWasThereBeforeCounts() throws IOException {
        store(ROOM_FOR_ONE).store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        assertFull(store(ROOM_FOR_ONE));
    }

    @Test
    void countsAnewAfterAMinuteWhileItIsFull() throws IOException {
        FeedbackStore store = store(ROOM_FOR_ONE);
        store.store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        Files.delete(root.resolve("photos/Kiwi/id-1.jpg"));
        assertFull(store);
        now = now.plus(Duration.ofMinutes(1));
        store.store(feedback("id-2", "Kiwi"), ANSWERED, PICTURE);
        assertThat(root.resolve("photos/Kiwi/id-2.jpg")).hasBinaryContent(PICTURE);
    }

    @Test
    void seesWithinAnHourWhatOtherInstancesStored() throws IOException {
        FeedbackStore store = store(ROOM_FOR_ONE);
        store(ROOM_FOR_ONE).store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        now = now.plus(Duration.ofHours(1));
        assertFull(store);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatIsStoredIsForTheServicesUserAlone() throws IOException {
        Path folder = root.resolve("new/feedback");
        FeedbackStore store = store(folder, 10_000);
        store.store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        store.store(feedback("id-2", null), ANSWERED, PICTURE);
        try (Stream<Path> made = Files.walk(folder)) {
            assertThat(made.filter(path -> !path.getFileName().toString().startsWith(".")))
                    .hasSize(10)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatWasThereKeepsItsPermissions() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
        store(10_000).store(feedback("id-1", "Kiwi"), ANSWERED, PICTURE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwxr-x---");
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void assertRejected(Problem problem, Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        rejected -> assertThat(rejected.problem()).isEqualTo(problem));
    }

    private static void assertFull(FeedbackStore store) {
        assertRejected(Problem.FEEDBACK_FULL, () -> store.store(feedback("id-2", "Kiwi"), ANSWERED, PICTURE));
    }

    private FeedbackStore store(long maxBytes) throws IOException {
        return store(root, maxBytes);
    }

    private FeedbackStore store(Path folder, long maxBytes) throws IOException {
        ObjectStore objects = FolderStore.ownerOnly(folder);
        return new FeedbackStore(objects, new StorageQuota(objects, maxBytes, () -> now), new JsonMapper());
    }

    private static StoredFeedback feedback(String id, String label) {
        AnswerSummary answer = new AnswerSummary(id, Status.UNCERTAIN, "Lime", 0.5, "v1");
        return StoredFeedback.of(answer, new Feedback(label), false, Instant.parse("2026-03-04T00:10:07.891Z"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
