package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("parent"), groupFrom);
    }

    private Dataset<PhotoRow> list(PhotoSource source) throws IOException {
        return source.list(List.of(folder.toString()), List.of(), List.of(), List.of());
    }

    private static Map<String, Long> queriesByLabel(Dataset<PhotoRow> files) {
        return files.collectAsList().stream()
                .filter(PhotoRow::isQuery)
                .collect(Collectors.groupingBy(PhotoRow::getLabel, Collectors.counting()));
    }

    @Test
    void holdsOutAboutTheShareOfEachLabelAndTheSamePhotosEachTime() throws IOException {
        files("Kiwi", "", 30);
        files("Lime", "", 4);
        files("Fig", "", 1);
        Dataset<PhotoRow> files = list(source(null));
        Dataset<PhotoRow> heldOut = source(null).holdOut(files, 0.1);
        assertThat(heldOut.count()).isEqualTo(35);
        assertThat(queriesByLabel(heldOut))
                .isEqualTo(Map.of("Kiwi", 3L, "Lime", 1L)); // a label's only photo is never held out
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
    void aPhotoBesideTheLabelFoldersIsARejectAndNoLabelIsNamedAfterTheRoot() throws IOException {
        files("Kiwi", "", 1);
        files(".", "", 1);
        assertThat(list(source(null)).collectAsList())
                .extracting(PhotoRow::getPhoto, PhotoRow::getLabel, PhotoRow::getReason)
                .containsExactlyInAnyOrder(
                        tuple("Kiwi/0_100.jpg", "Kiwi", null), tuple("0_100.jpg", "", "NO_LABEL_FOLDER"));
    }

    @Test
    void whereNothingIsLeftOutHiddenPhotosAreTakenToo() throws IOException {
        files("Kiwi/.more", "", 1);
        PhotoSource source = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.NONE, LabelRule.parse("grandparent"), null);
        assertThat(list(source).collectAsList()).extracting(PhotoRow::getLabel).containsExactly("Kiwi");
    }

    @Test
    void neverSplitsPhotosThatWereTakenTogether() throws IOException {
        files("Kiwi", "", 10);
        files("Kiwi", "r_", 10);
        files("Kiwi", "r2_", 10);
        PhotoSource source = source("/(r\\d*_)?\\d+_\\d+\\.jpg$");
        Dataset<PhotoRow> heldOut = source.holdOut(list(source), 0.1);
        List<PhotoRow> queries =
                heldOut.collectAsList().stream().filter(PhotoRow::isQuery).toList();
        assertThat(queries).hasSize(10);
        assertThat(queries.stream().map(PhotoRow::getGroup).distinct()).hasSize(1);
    }

    @Test
    void aLabelWithASingleGroupIsNotHeldOut() throws IOException {
        files("Kiwi", "r_", 10);
        PhotoSource source = source("/(r\\d*_)?\\d+_\\d+\\.jpg$");
        assertThat(queriesByLabel(source.holdOut(list(source), 0.5))).isEmpty();
    }

    @Test
    void readsStandardCsvAndKeepsTheRowsOfPhotosThatAreNotThereOut() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("com,ma \"q\".jpg"), new byte[] {1});
        Files.write(photos.resolve("back\\slash.jpg"), new byte[] {1});
        Path table = Files.writeString(
                folder.resolve("labels {1}.csv"),
                "photo,label\n\"com,ma \"\"q\"\".jpg\",Kiwi\nback\\slash.jpg,Lime\ngone.jpg,Fig\n");
        PhotoSource source = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);
        assertThat(source.list(List.of(photos.toString()), List.of(), List.of(), List.of())
                        .collectAsList())
                .extracting(PhotoRow::getPhoto, PhotoRow::getLabel)
                .containsExactlyInAnyOrder(tuple("com,ma \"q\".jpg", "Kiwi"), tuple("back\\slash.jpg", "Lime"));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void readsTablesOfSpreadsheets(String separator) throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("a.jpg"), new byte[] {1});
        Path table = Files.writeString(
                folder.resolve("labels.csv"),
                "\ufeffphoto;label\r\na.jpg;\"Kiwi; green\"\r\n"
                        .replace(";l", separator + "l")
                        .replace("g;", "g" + separator));
        PhotoSource source = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);
        assertThat(source.list(List.of(photos.toString()), List.of(), List.of(), List.of())
                        .collectAsList())
                .extracting(PhotoRow::getLabel)
                .containsExactly("Kiwi; green");
    }

    @Test
    void ofALabelInATableCountsWhatCanBeSeenAndABlankOneIsNone() throws IOException {
        files("photos", "", 4);
        Path table = Files.writeString(
                folder.resolve("labels.csv"),
                "photo,label\n0_100.jpg,Pe\u0302che  jaune\n0_100.jpg,P\u00eache jaune\n"
                        + "1_100.jpg,\" P\u00eache\u00a0jaune \"\n2_100.jpg,\"  \"\n3_100.jpg,\n");
        PhotoSource source = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);
        List<String> photos = List.of(folder.resolve("photos").toString());

        source.requireUsable(folder.resolve("index").toString(), photos);
        assertThat(source.list(photos, List.of(), List.of(), List.of()).collectAsList())
                .extracting(PhotoRow::getPhoto, PhotoRow::getLabel)
                .containsExactlyInAnyOrder(
                        tuple("0_100.jpg", "P\u00eache jaune"),
                        tuple("1_100.jpg", "P\u00eache jaune"),
                        tuple("2_100.jpg", ""),
                        tuple("3_100.jpg", ""));
    }

    @Test
    void aSampleKeepsEveryFileThatCannotBeUsed() throws IOException {
        files("Kiwi", "", 9);
        for (int i = 0; i < 5; i++) {
            Files.createSymbolicLink(folder.resolve("Kiwi/gone" + i), Path.of("nowhere"));
        }
        Dataset<PhotoRow> files = list(source(null));
        assertThat(source(null).sample(files, 2).collectAsList())
                .hasSize(7)
                .filteredOn(file -> file.getReason() != null)
                .hasSize(5);
    }

    @Test
    void samplesEachLabelButNotTheEvaluationSet() throws IOException {
        files("index/Kiwi", "", 9);
        files("index/Lime", "", 2);
        files("held/Kiwi", "", 7);
        Dataset<PhotoRow> files = source(null)
                .list(
                        List.of(folder.resolve("index").toString()),
                        List.of(folder.resolve("held").toString()),
                        List.of(),
                        List.of());
        List<PhotoRow> sampled = source(null).sample(files, 4).collectAsList();
        assertThat(sampled.stream()
                        .filter(PhotoRow::isIndexed)
                        .collect(Collectors.groupingBy(PhotoRow::getLabel, Collectors.counting())))
                .isEqualTo(Map.of("Kiwi", 4L, "Lime", 2L));
        assertThat(sampled.stream().filter(PhotoRow::isQuery)).hasSize(7);
    }

    @Test
    void theSamePhotosAreChosenAndLabelledWhateverOtherSourcesThereAre() throws IOException {
        files("shop/train/Kiwi", "", 20);
        files("shop/other/Lime", "", 5);
        files("studio/Fig", "", 3);
        Path table = Files.writeString(folder.resolve("labels.csv"), "photo,label\nKiwi/3_100.jpg,Actinidia\n");
        String train = folder.resolve("shop/train").toString();
        PhotoSource alone = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);
        PhotoSource several = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);

        List<String> before = chosen(alone, alone.list(List.of(train), List.of(), List.of(), List.of()));
        List<String> after = chosen(
                several,
                several.list(
                        List.of(train, folder.resolve("shop/other").toString()),
                        List.of(folder.resolve("studio").toString()),
                        List.of(),
                        List.of()));

        assertThat(before).hasSize(1 + 2).contains("Actinidia Kiwi/3_100.jpg indexed");
        assertThat(after).containsAll(before);
    }

    /** The photos of a source called train that are sampled, with their labels. */
    private static List<String> chosen(PhotoSource source, Dataset<PhotoRow> listed) {
        Dataset<PhotoRow> files = source.distinguish(source.holdOut(source.sample(unlabelledAsKiwi(listed), 2), 0.5));
        return files.filter(col("source").endsWith("train")).collectAsList().stream()
                .map(file -> file.getLabel() + " " + file.getPhoto() + (file.isQuery() ? " query" : " indexed"))
                .toList();
    }

    private static Dataset<PhotoRow> unlabelledAsKiwi(Dataset<PhotoRow> files) {
        return files.withColumn(
                        "label", when(col("label").equalTo(""), lit("Kiwi")).otherwise(col("label")))
                .as(Encoders.bean(PhotoRow.class));
    }

    @Test
    void aNameThatTwoSourcesHaveIsTakenApartByTheNamesOfTheSources() throws IOException {
        files("shop/Kiwi", "", 2);
        files("studio/Kiwi", "", 1);
        PhotoSource source = source(null);
        Dataset<PhotoRow> files = source.distinguish(source.list(
                List.of(folder.resolve("shop").toString()),
                List.of(folder.resolve("studio").toString()),
                List.of(),
                List.of()));

        assertThat(files.collectAsList())
                .extracting(PhotoRow::getPhoto)
                .satisfiesExactlyInAnyOrder(
                        name -> assertThat(name).isEqualTo("Kiwi/1_100.jpg"),
                        name -> assertThat(name).matches("shop-[0-9a-f]{8}/Kiwi/0_100.jpg"),
                        name -> assertThat(name).matches("studio-[0-9a-f]{8}/Kiwi/0_100.jpg"));
    }

    @Test
    void refusesATableThatGivesAPhotoTwoLabels() throws IOException {
        files("photos/Kiwi", "", 1);
        Path table = Files.writeString(
                folder.resolve("labels.csv"),
                "photo,label\nKiwi/0_100.jpg,Kiwi\nKiwi/1_100.jpg,Kiwi\nKiwi/1_100.jpg,Kiwi\nKiwi/0_100.jpg,Lime\n");
        PhotoSource source = new PhotoSource(
                LocalSpark.session(), PathFilter.ALL, DefaultExcludes.bundled(), LabelRule.parse("csv:" + table), null);

        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> source.requireUsable(
                        folder.resolve("index").toString(),
                        List.of(folder.resolve("photos").toString())))
                .withMessageContaining("gives the photo 'Kiwi/0_100.jpg' two labels, 'Kiwi' and 'Lime'");
    }
}
