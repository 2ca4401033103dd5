package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneFilesTest {

    @TempDir
    private Path root;

    @Test
    void aFolderIsReadWhereItLies() throws IOException {
        Path folder = Backbones.copyTo(root.resolve("network"));
        assertThat(at(folder.toString()).folder(cache())).isEqualTo(folder);
        assertThat(at(folder.toUri().toString()).backbone().toString()).isEqualTo("caffe-network 1");
        assertThat(root.resolve("cache")).doesNotExist();
    }

    @Test
    void resourcesAreCopiedOnce() throws IOException {
        Path copy = at(Backbones.CAFFE).folder(cache());
        Files.setLastModifiedTime(copy.resolve(Backbone.GRAPH), FileTime.fromMillis(1000));
        assertThat(at(Backbones.CAFFE + "/").folder(cache())).isEqualTo(copy);
        assertThat(Files.getLastModifiedTime(copy.resolve(Backbone.GRAPH)).toMillis())
                .isEqualTo(1000);
    }

    @Test
    void aDamagedCopyIsReplaced() throws IOException {
        Path copy = at(Backbones.CAFFE).folder(cache());
        byte[] graph = Files.readAllBytes(copy.resolve(Backbone.GRAPH));
        Files.writeString(copy.resolve(Backbone.GRAPH), "damaged");
        assertThat(at(Backbones.CAFFE).folder(cache()).resolve(Backbone.GRAPH)).hasBinaryContent(graph);
        Files.delete(copy.resolve(Backbone.GRAPH));
        assertThat(at(Backbones.CAFFE).folder(cache()).resolve(Backbone.GRAPH)).hasBinaryContent(graph);
    }

    @Test
    void aFolderWithoutDescriptorHasNoBackbone() {
        assertRefused(root.resolve("nothing"), "there is no backbone in the folder", "nothing", "no backbone.json");
        assertThatThrownBy(() -> at("classpath:nothing"))
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessage("there is no backbone in the resources nothing/ (no backbone.json)");
        assertThatThrownBy(() -> at("ftp://host/network"))
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessageContaining("ftp://host/network");
    }

    @Test
    void aDescriptorThatIsNoJsonIsRefused() throws IOException {
        Path folder = Backbones.copyTo(root.resolve("network"));
        Files.writeString(folder.resolve("backbone.json"), "no JSON");
        assertRefused(folder, "the backbone.json of the folder " + folder);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path folder = Backbones.copyTo(root.resolve("network"));
        Files.delete(folder.resolve(Backbone.GRAPH));
        assertRefused(folder, "there is no 'saved_model.pb' in the folder " + folder);
    }

    @Test
    void aFileWithAnotherChecksumIsNamed() throws IOException {
        Path folder = Backbones.copyTo(root.resolve("network"));
        byte[] graph = Files.readAllBytes(folder.resolve(Backbone.GRAPH));
        graph[graph.length / 2] ^= 1;
        Files.write(folder.resolve(Backbone.GRAPH), graph);
        assertRefused(folder, "'saved_model.pb' in the folder " + folder, "another SHA-256");
    }

    @Test
    void variablesThatAreNotListedAreRefused() throws IOException {
        Path folder = Backbones.copyTo(root.resolve("network"));
        Files.createDirectories(folder.resolve("variables"));
        Files.writeString(folder.resolve("variables/variables.index"), "x", StandardCharsets.UTF_8);
        assertRefused(folder, "variables that its backbone.json does not list");
    }

    private void assertRefused(Path folder, String... parts) {
        assertThatThrownBy(() -> at(folder.toString()).folder(cache()))
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private BackboneFiles at(String location) throws IOException {
        return BackboneFiles.at(location, Backbones.STORES);
    }

    private CacheFolder cache() {
        return new CacheFolder(root.resolve("cache"));
    }
}
