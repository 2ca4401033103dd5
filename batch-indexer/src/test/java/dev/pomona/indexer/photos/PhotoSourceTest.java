package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.indexer.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSourceTest {

    @TempDir
    private Path folder;

    private void files(String label, String prefix, int count) throws IOException {
        Path path = Files.createDirectories(folder.resolve(label));
        for (int i = 0; i < count; i++) {
            Files.write(path.resolve(prefix + i + "_100.jpg"), new byte[] {1});
        }
    }

    private PhotoSource source(String groupFrom) {
        return new PhotoSource(LocalSpark.session(), PathFilter.ALL, LabelRule.parse("parent"), groupFrom);
    }

    private static Map<String, Long> asked(Dataset<PhotoRow> files) {
        return files.collectAsList().stream()
                .filter(PhotoRow::isQuery)
                .collect(Collectors.groupingBy(PhotoRow::getLabel, Collectors.counting()));
    }

    @Test
    void holdsOutAboutTheShareOfEachLabelAndTheSamePhotosEachTime() throws IOException {
        files("Kiwi", "", 30);
        files("Lime", "", 4);
        files("Fig", "", 1);
        Dataset<PhotoRow> files = source(null).list(List.of(folder.toString()), List.of(), List.of());
        Dataset<PhotoRow> heldOut = source(null).holdOut(files, 0.1);
        assertThat(heldOut.count()).isEqualTo(35);
        assertThat(asked(heldOut)).isEqualTo(Map.of("Kiwi", 3L, "Lime", 1L)); // a label's only photo is never held out
        assertThat(names(source(null).holdOut(files, 0.1))).isEqualTo(names(heldOut));
    }

    private static List<String> names(Dataset<PhotoRow> files) {
        return files.collectAsList().stream()
                .filter(PhotoRow::isQuery)
                .map(PhotoRow::getPhoto)
                .sorted()
                .toList();
    }

    @Test
    void neverSplitsPhotosThatWereTakenTogether() throws IOException {
        files("Kiwi", "", 10);
        files("Kiwi", "r_", 10);
        files("Kiwi", "r2_", 10);
        PhotoSource source = source("/(r\\d*_)?\\d+_\\d+\\.jpg$");
        Dataset<PhotoRow> heldOut = source.holdOut(source.list(List.of(folder.toString()), List.of(), List.of()), 0.1);
        List<PhotoRow> asked =
                heldOut.collectAsList().stream().filter(PhotoRow::isQuery).toList();
        assertThat(asked).hasSize(10);
        assertThat(asked.stream().map(PhotoRow::getGroup).distinct()).hasSize(1);
    }

    @Test
    void aLabelTakenAllTogetherIsNotAsked() throws IOException {
        files("Kiwi", "r_", 10);
        PhotoSource source = source("/(r\\d*_)?\\d+_\\d+\\.jpg$");
        assertThat(asked(source.holdOut(source.list(List.of(folder.toString()), List.of(), List.of()), 0.5)))
                .isEmpty();
    }

    @Test
    void readsStandardCsvAndKeepsTheRowsOfPhotosThatAreNotThereOut() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("com,ma \"q\".jpg"), new byte[] {1});
        Files.write(photos.resolve("back\\slash.jpg"), new byte[] {1});
        Path table = Files.writeString(
                folder.resolve("labels {1}.csv"),
                "photo,label\n\"com,ma \"\"q\"\".jpg\",Kiwi\nback\\slash.jpg,Lime\ngone.jpg,Fig\n");
        PhotoSource source =
                new PhotoSource(LocalSpark.session(), PathFilter.ALL, LabelRule.parse("csv:" + table), null);
        assertThat(source.list(List.of(photos.toString()), List.of(), List.of()).collectAsList())
                .extracting(PhotoRow::getPhoto, PhotoRow::getLabel)
                .containsExactlyInAnyOrder(tuple("com,ma \"q\".jpg", "Kiwi"), tuple("back\\slash.jpg", "Lime"));
    }

    @Test
    void aSampleKeepsEveryFileThatCannotBeUsed() throws IOException {
        files("Kiwi", "", 9);
        for (int i = 0; i < 5; i++) {
            Files.createSymbolicLink(folder.resolve("Kiwi/gone" + i), Path.of("nowhere"));
        }
        Dataset<PhotoRow> files = source(null).list(List.of(folder.toString()), List.of(), List.of());
        assertThat(source(null).sample(files, 2).collectAsList())
                .hasSize(7)
                .filteredOn(file -> file.getReason() != null)
                .hasSize(5);
    }

    @Test
    void samplesEachLabelButNotWhatIsOnlyAsked() throws IOException {
        files("index/Kiwi", "", 9);
        files("index/Lime", "", 2);
        files("ask/Kiwi", "", 7);
        Dataset<PhotoRow> files = source(null)
                .list(
                        List.of(folder.resolve("index").toString()),
                        List.of(folder.resolve("ask").toString()),
                        List.of());
        List<PhotoRow> sampled = source(null).sample(files, 4).collectAsList();
        assertThat(sampled.stream()
                        .filter(PhotoRow::isIndexed)
                        .collect(Collectors.groupingBy(PhotoRow::getLabel, Collectors.counting())))
                .isEqualTo(Map.of("Kiwi", 4L, "Lime", 2L));
        assertThat(sampled.stream().filter(PhotoRow::isQuery)).hasSize(7);
    }
}
