package dev.pomona.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathSourceTest {

    @TempDir
    private Path folder;

    @Test
    void resourcesOfAJarAreObjectsThatNeverChange() throws Exception {
        Path jar = folder.resolve("resources.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("bundled/current.json"));
            zip.write(new byte[] {'{', '}'});
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            ObjectSource source = new ClassPathSource(loader, "bundled/", "bundled index");
            StoredObject object = source.stat("current.json").orElseThrow();
            assertThat(object.length()).isEqualTo(2);
            assertThat(source.read("current.json").bytes()).isEqualTo(new byte[] {'{', '}'});
            assertThat(source.readIfChanged("current.json", object.tag())).isEmpty();
            assertThat(source.stat("absent")).isEmpty();
            assertThatThrownBy(() -> source.open("absent"))
                    .isInstanceOf(StoreException.NotFound.class)
                    .hasMessageContaining("bundled index");
            assertThatThrownBy(() -> source.open("../bundled/current.json"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
