package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index that comes with the service. Whoever adds a source of pictures adds its credit to credits.html. */
class BundledIndexTest {

    /** Sources whose licence allows copies, and how the page that names the authors calls them. */
    private static final List<String[]> CREDITED = List.of(
            new String[] {"grocery-store", "Grocery Store Dataset"},
            new String[] {"fruits-360", "Fruits-360"},
            new String[] {"desk-fruit", "mslearn-ai-vision"},
            new String[] {"free-kitchen", "food-ingredients-detection"});

    @TempDir
    private Path folder;

    private IndexReader index;
    private Manifest manifest;

    @BeforeEach
    void read() throws IOException {
        index = new IndexReader(IndexProperties.bundled());
        manifest = index.manifest(index.pointer().orElseThrow().current());
    }

    @Test
    void itIsSmallEnoughForEveryCloneAndImage() {
        assertThat(bytes(manifest.files())).isLessThanOrEqualTo(15_000_000);
        assertThat(bytes(exemplars())).isLessThanOrEqualTo(3_000_000);
    }

    @Test
    void everyPictureIsOfASourceThatAllowsCopiesAndIsCredited() throws IOException {
        String credits = credits();
        assertThat(photos()).allSatisfy(photo -> {
            String[] parts = photo.split("/");
            boolean single = parts[0].equals("free-commons");
            assertThat(
                            single
                                    ? credits.contains("<li>" + parts[1].replace('-', ' ') + ": ")
                                    : CREDITED.stream()
                                            .anyMatch(source ->
                                                    parts[0].equals(source[0]) && credits.contains(source[1])))
                    .as("%s is credited", photo)
                    .isTrue();
        });
    }

    @Test
    void theReadmeCountsWhatIsBundled() throws IOException {
        String readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");

        assertThat(readme)
                .contains(String.format(
                        Locale.ROOT,
                        "an index of %d kinds and varieties (%,d photos) and cards of %d fruits and vegetables",
                        manifest.counts().labels().size(),
                        manifest.counts().photos(),
                        CardCatalogue.bundled().cards().size()));
    }

    private List<Manifest.IndexFile> exemplars() {
        return IndexReader.optionalFiles(manifest, IndexLayout.EXEMPLARS + "/");
    }

    private List<String> photos() throws IOException {
        List<String> photos = new ArrayList<>();
        for (Manifest.IndexFile file : exemplars()) {
            Path copy = folder.resolve("exemplars.parquet");
            index.copy(manifest, file, copy);
            ParquetTable.read(copy, group -> photos.addAll(List.of(group.strings(ExemplarTable.PHOTO))));
        }
        return photos;
    }

    private static String credits() throws IOException {
        try (InputStream page = BundledIndexTest.class.getResourceAsStream("/static/credits.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long bytes(List<Manifest.IndexFile> files) {
        return files.stream().mapToLong(Manifest.IndexFile::bytes).sum();
    }
}
