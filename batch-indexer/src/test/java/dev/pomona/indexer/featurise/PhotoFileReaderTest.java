package dev.pomona.indexer.featurise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.indexer.photos.PhotoRow;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PhotoFileReaderTest {

    private final PhotoFileReader reader = new PhotoFileReader(new Configuration(false));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.write(folder.resolve("a = b %20#ü.jpg"), new byte[] {1, 2, 3});
    }

    @Test
    void readsAllBytesWhateverTheName() throws Exception {
        assertThat(reader.read(photo(3))).containsExactly(1, 2, 3);
    }

    @Test
    void readsAFileWhoseHiddenChecksumFileIsWrong() throws Exception {
        Files.writeString(folder.resolve(".a = b %20#ü.jpg.crc"), "crc\0 not a checksum");

        assertThat(reader.read(photo(3))).containsExactly(1, 2, 3);
    }

    @Test
    void rejectsAFileThatIsTooLongWithoutReadingIt() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(PhotoFileReader.MAX_BYTES + 1L);
        }

        assertRejected(photo(PhotoFileReader.MAX_BYTES + 1L), RejectedPhotoException.TOO_LARGE);
    }

    @Test
    void rejectsAFileThatIsGoneByNow() throws IOException {
        Files.delete(file);

        assertRejected(photo(3), "UNREADABLE");
    }

    @Test
    void rejectsAFileThatMayNotBeRead() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");

        assertRejected(photo(3), "UNREADABLE");
    }

    @Test
    void keepsTheReasonThatTheListingFound() {
        PhotoRow looped = photo(0);
        looped.setReason("LINK_LOOP");

        assertRejected(looped, "LINK_LOOP");
    }

    @Test
    @Timeout(10) // reading a pipe waits for somebody to write into it
    void rejectsAPipeThatHasTakenTheFilesPlace() throws Exception {
        Files.delete(file);
        assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0, "no mkfifo here");

        assertRejected(photo(3), "NOT_A_FILE");
    }

    @Test
    void rejectsAPhotoWithoutLabelUnlessItIsNoFruit() throws Exception {
        PhotoRow unlabelled = photo(3);
        unlabelled.setLabel("");
        assertRejected(unlabelled, RejectedPhotoException.NO_LABEL);

        unlabelled.setNegative(true);
        assertThat(reader.read(unlabelled)).hasSize(3);
    }

    private PhotoRow photo(long length) {
        PhotoRow photo = new PhotoRow();
        photo.setUri(file.toUri().toString());
        photo.setLabel("Kiwi");
        photo.setLength(length);
        return photo;
    }

    private void assertRejected(PhotoRow photo, String reason) {
        assertThatExceptionOfType(RejectedPhotoException.class)
                .isThrownBy(() -> reader.read(photo))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
