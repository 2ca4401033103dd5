package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexStorageTest {

    @TempDir
    private Path root;

    @Test
    void removesTheChecksumFilesOfOtherMachinesAndNothingElse() throws IOException {
        Path version = Files.createDirectories(root.resolve("versions/one/vectors"));
        Files.createFile(version.resolve(".part-0.parquet.crc"));
        Files.createFile(version.resolve("part-0.parquet"));
        Files.createFile(version.resolve("photo.crc"));
        Files.createFile(root.resolve(".elsewhere.crc"));

        new IndexStorage(root.toString(), new Configuration()).removeChecksumFiles("versions/one");

        assertThat(version).isDirectoryNotContaining("glob:**.part-0.parquet.crc");
        assertThat(version.resolve("part-0.parquet")).exists();
        assertThat(version.resolve("photo.crc")).exists();
        assertThat(root.resolve(".elsewhere.crc")).exists();
    }
}
