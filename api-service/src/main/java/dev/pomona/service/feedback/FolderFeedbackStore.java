package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps feedback in a folder: lines in {@code given/<day>.jsonl}, photos in {@code photos/<label>/<requestId>.jpg} or
 * {@code negatives/<requestId>.jpg}, as the indexer takes them.
 */
final class FolderFeedbackStore implements FeedbackStore {

    /** Length of the day in an ISO 8601 time. */
    private static final int DAY = 10;

    private final Path root;
    private final long maxBytes;
    private final JsonMapper json;
    private long bytes;

    FolderFeedbackStore(Path root, DataSize maxSize, JsonMapper json) throws IOException {
        this.root = Files.createDirectories(root);
        this.maxBytes = maxSize.toBytes();
        this.json = json;
        this.bytes = size();
    }

    @Override
    public synchronized void keep(KeptFeedback feedback, byte @Nullable [] jpeg) throws IOException {
        byte[] line = (json.writeValueAsString(feedback) + "\n").getBytes(StandardCharsets.UTF_8);
        makeRoomFor(line.length + (jpeg == null ? 0 : jpeg.length));
        if (jpeg != null) {
            write(folder(feedback), feedback.requestId() + ".jpg", jpeg);
        }
        Path lines = Files.createDirectories(root.resolve("given"))
                .resolve(feedback.time().substring(0, DAY) + ".jsonl");
        Files.write(lines, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void makeRoomFor(long added) throws IOException {
        if (bytes + added > maxBytes) {
            bytes = size(); // somebody may have cleared it out
        }
        if (bytes + added > maxBytes) {
            throw new ProblemException(Problem.FEEDBACK_FULL, "There is no room left for feedback.");
        }
        bytes += added;
    }

    private Path folder(KeptFeedback feedback) {
        return feedback.label() == null
                ? root.resolve("negatives")
                : root.resolve("photos").resolve(feedback.label());
    }

    /** Under its name only once it is whole: an indexer may be reading. It passes over names that begin with a dot. */
    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path unfinished = Files.createDirectories(folder).resolve("." + name);
        Files.write(unfinished, content);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
