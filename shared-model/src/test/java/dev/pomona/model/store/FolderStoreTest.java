package dev.pomona.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected ObjectStore open() {
        return FolderStore.at(folder.resolve("root"));
    }

    @Test
    void anAbandonedWriteAndTheLockAreNeverListed() throws Exception {
        open().put("a/object", bytes("1"));
        Files.writeString(folder.resolve("root/a/.object.0.part"), "half");
        Files.createDirectories(folder.resolve("root/a/.hidden"));
        Files.writeString(folder.resolve("root/a/.hidden/b"), "");
        assertThat(open().keys("")).containsExactly("a/object");
        open().deleteAll("a/");
        assertThat(folder.resolve("root/a")).doesNotExist();
    }

    @Test
    void aListingThatFailsOnTheWayIsAFailureOfTheStore() throws Exception {
        open().put("a/object", bytes("1"));
        Files.createSymbolicLink(folder.resolve("root/a/loop"), Path.of("loop"));
        assertThatThrownBy(() -> open().keys("")).isInstanceOf(StoreException.class);
    }

    @Test
    void aWriteLeavesNothingBeside() throws Exception {
        open().put("a/object", bytes("1"));
        open().putIf("a/object", bytes("2"), "no tag");
        try (var files = Files.list(folder.resolve("root/a"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theTagIsNewEvenIfTheClockOfTheFileSystemStoodStill() throws Exception {
        Instant future = Instant.parse("2100-01-01T00:00:00Z");
        open().put("object", bytes("1"));
        Files.setLastModifiedTime(folder.resolve("root/object"), FileTime.from(future));
        open().put("object", bytes("2"));
        assertThat(Files.getLastModifiedTime(folder.resolve("root/object")).toInstant())
                .isAfter(future);
    }

    @Test
    void feedbackCanBeKeptFromOtherUsers() throws Exception {
        FolderStore.ownerOnly(folder.resolve("private")).put("a/object", bytes("1"));
        assertThat(permissions("private/a/object")).isEqualTo("rw-------");
        assertThat(permissions("private/a")).isEqualTo("rwx------");
        assertThat(permissions("private")).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatCannotBeWrittenIsARefusal() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FolderStore.at(file).put("object", bytes("1")))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void sparkFindsAnObjectByItsUri() {
        assertThat(FolderStore.at(Path.of("/a b/c")).uri("x/y")).isEqualTo("file:/a b/c/x/y");
        assertThat(FolderStore.at(folder).uri("")).isEqualTo("file:" + folder);
    }

    private String permissions(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
