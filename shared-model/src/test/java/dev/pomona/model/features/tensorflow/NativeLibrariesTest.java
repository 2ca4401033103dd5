package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.UnsupportedPlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

    private static final String LIBRARY = System.mapLibraryName("jnitensorflow");

    @TempDir
    private Path root;

    @Test
    void unpackedLibrariesAreUsedWhereTheyLie() throws IOException {
        Path unpacked = Files.createDirectory(root.resolve("unpacked"));
        Files.createFile(unpacked.resolve(LIBRARY));
        Path cache = root.resolve("cache");
        assertThat(NativeLibraries.folder(new CacheFolder(cache), unpacked.toString()))
                .isEqualTo(unpacked);
        assertThat(cache).doesNotExist();
    }

    @Test
    void aGivenFolderWithoutTheLibrariesIsNamed() {
        assertThatThrownBy(() -> NativeLibraries.folder(new CacheFolder(root.resolve("cache")), root.toString()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(root.resolve(LIBRARY).toString())
                .hasMessageContaining("TENSORFLOW_LIBRARY_PATH");
    }

    @Test
    void aPlatformWithoutLibrariesIsNamed() {
        String before = System.setProperty("os.arch", "sparc");
        try {
            assertThatThrownBy(() -> NativeLibraries.requirePlatform(null))
                    .isInstanceOf(UnsupportedPlatformException.class)
                    .hasMessageContaining("-sparc");
            assertThatCode(() -> NativeLibraries.requirePlatform(root.toString()))
                    .doesNotThrowAnyException();
        } finally {
            System.setProperty("os.arch", before);
        }
        assertThatCode(() -> NativeLibraries.requirePlatform(null)).doesNotThrowAnyException();
    }

    @Test
    void anEmptyVariableNamesNoFolder() throws IOException {
        assertThat(NativeLibraries.folder(CacheFolder.ofUser(), ""))
                .isEqualTo(NativeLibraries.folder(CacheFolder.ofUser(), null));
    }

    @Test
    void unpackingPrintsTheFolderOfTheLibraries() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            UnpackTensorFlow.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(Path.of(printed.toString(StandardCharsets.UTF_8).strip()).resolve(LIBRARY))
                .isNotEmptyFile();
    }
}
