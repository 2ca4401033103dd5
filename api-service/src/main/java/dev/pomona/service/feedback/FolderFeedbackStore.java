package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps feedback in a folder: lines in {@code given/<day>.jsonl}, photos in {@code photos/<label>/<requestId>.jpg} or
 * {@code negatives/<requestId>.jpg}, as the indexer takes them. What it makes is for its own user alone, where the file
 * system knows users: photos may show more than fruit.
 */
final class FolderFeedbackStore implements FeedbackStore {

    /** Length of the day in an ISO 8601 time. */
    private static final int DAY = 10;

    private final Path root;
    private final long maxBytes;
    private final JsonMapper json;
    private final FileAttribute<?>[] folderMode;
    private final FileAttribute<?>[] fileMode;
    private long bytes;

    FolderFeedbackStore(Path root, DataSize maxSize, JsonMapper json) throws IOException {
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.folderMode = posix ? mode("rwx------") : new FileAttribute<?>[0];
        this.fileMode = posix ? mode("rw-------") : new FileAttribute<?>[0];
        this.root = folder(root);
        this.maxBytes = maxSize.toBytes();
        this.json = json;
        this.bytes = size();
    }

    @Override
    public synchronized void keep(KeptFeedback feedback, byte @Nullable [] jpeg) throws IOException {
        byte[] line = (json.writeValueAsString(feedback) + "\n").getBytes(StandardCharsets.UTF_8);
        makeRoomFor(line.length + (jpeg == null ? 0 : jpeg.length));
        if (jpeg != null) {
            writeWhole(folderOf(feedback), feedback.requestId() + ".jpg", jpeg);
        }
        Path lines = folder(root.resolve("given")).resolve(feedback.time().substring(0, DAY) + ".jsonl");
        write(lines, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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

    private Path folderOf(KeptFeedback feedback) {
        return feedback.label() == null
                ? root.resolve("negatives")
                : root.resolve("photos").resolve(feedback.label());
    }

    /** Under its name only once it is whole: an indexer may be reading. It passes over names that begin with a dot. */
    private void writeWhole(Path folder, String name, byte[] content) throws IOException {
        Path unfinished = folder(folder).resolve("." + name);
        write(
                unfinished,
                content,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(Path file, byte[] content, StandardOpenOption... options) throws IOException {
        try (OutputStream stream = Channels.newOutputStream(Files.newByteChannel(file, Set.of(options), fileMode))) {
            stream.write(content);
        }
    }

    /** The folder, made where it is missing. One that was there keeps the permissions its owner gave it. */
    private Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, folderMode);
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
