package dev.pomona.indexer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.PaintedPhotos;
import dev.pomona.indexer.TestParameters;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.FolderStore;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexJobIT {

    private static final int PER_LABEL = 10;

    @TempDir
    private static Path folder;

    private static Path index;
    private static Manifest manifest;
    private static String terminal;

    @BeforeAll
    static void indexPaintedPhotos() throws Exception {
        Path photos = folder.resolve("photos");
        new PaintedPhotos(photos)
                .label("Red Apple", new Color(200, 20, 30), PER_LABEL)
                .label("Citron = jaune é", new Color(240, 220, 40), PER_LABEL)
                .label("deeper/still/Lime", new Color(90, 180, 40), PER_LABEL)
                .file("Red Apple/empty.jpg", new byte[0])
                .file("Red Apple/text.jpg", "not a photo".getBytes(StandardCharsets.UTF_8))
                .file("deeper/still/Lime/broken.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0})
                .file("Red Apple/100 %20 sure?#1.jpg", new byte[] {1})
                .file("Red Apple/.hidden", new byte[] {1})
                .file("left out/photo.jpg", new byte[] {1});
        Files.createSymbolicLink(photos.resolve("Red Apple/again"), Path.of(".."));
        Files.createSymbolicLink(photos.resolve("Red Apple/gone.jpg"), Path.of("nowhere.jpg"));
        index = folder.resolve("index");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        manifest = run(photos, index, 0.2, new PrintStream(output, true, StandardCharsets.UTF_8));
        terminal = output.toString(StandardCharsets.UTF_8);
    }

    private static Manifest run(Path photos, Path index, double heldOutShare, PrintStream out) throws Exception {
        IndexParameters parameters = new TestParameters(photos, index)
                .excluding("left out/**")
                .holdingOut(heldOutShare)
                .build();
        return new IndexJob(LocalSpark.session(), parameters, TestParameters.FOLDERS, new ConsoleProgress(out)).run();
    }

    @Test
    void everyPhotoIsIndexedOrRejectedWithItsReason() {
        assertThat(manifest.counts().photos()).isEqualTo(3 * PER_LABEL);
        assertThat(manifest.counts().labels())
                .containsOnlyKeys("Red Apple", "Citron = jaune é", "Lime")
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(PER_LABEL));
        Map<String, String> rejects = table("rejects").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs("photo"), row -> row.getAs("reason")));
        assertThat(rejects)
                .containsOnly(
                        Map.entry("Red Apple/empty.jpg", "EMPTY"),
                        Map.entry("Red Apple/text.jpg", "UNSUPPORTED_FORMAT"),
                        Map.entry("Red Apple/100 %20 sure?#1.jpg", "UNSUPPORTED_FORMAT"),
                        Map.entry("Red Apple/again", "LINK_LOOP"),
                        Map.entry("Red Apple/gone.jpg", "UNREADABLE"),
                        Map.entry("deeper/still/Lime/broken.png", "BROKEN"));
        assertThat(manifest.counts().rejects()).isEqualTo(6);
    }

    @Test
    void aPhotoThatTheStorageLosesFailsTheRunAndNothingIsPublished() throws Exception {
        Path photos = folder.resolve("lossy-photos");
        new PaintedPhotos(photos)
                .label("Apple", new Color(200, 20, 30), PER_LABEL)
                .label("Lime", new Color(90, 180, 40), PER_LABEL);
        Path lossy = folder.resolve("lossy-index");
        IndexParameters parameters = new TestParameters(photos, lossy).build();
        IndexJob job = new IndexJob(
                LocalSpark.session(), parameters, TestParameters.FOLDERS, new LosingProgress(lossy, "featurise"));
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(job::run)
                .withMessageContaining("20 photos were written to the staging table, and 0 are there")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
        assertThat(lossy.resolve("current.json")).doesNotExist();
    }

    /** Deletes the staged files once a stage is done. */
    private record LosingProgress(Path index, String losing) implements Progress {

        @Override
        public <T> T stage(String name, Callable<T> work) throws Exception {
            return work.call();
        }

        @Override
        public <T> T stage(String name, long total, LongSupplier done, Callable<T> work) throws Exception {
            T result = work.call();
            if (name.equals(losing)) {
                try (Stream<Path> files = Files.walk(index.resolve("versions"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                            .toList()) {
                        Files.delete(file);
                    }
                }
            }
            return result;
        }

        @Override
        public void say(String line) {}

        @Override
        public Map<String, Double> timings() {
            return Map.of();
        }
    }

    @Test
    void currentNamesTheVersionAndEveryChecksumHolds() throws IOException {
        CurrentVersion current =
                IndexJson.read(Files.readAllBytes(index.resolve("current.json")), CurrentVersion.class);
        assertThat(current.version()).isEqualTo(manifest.version());
        assertThat(Checksum.of(Files.readAllBytes(index.resolve(current.manifest()))))
                .isEqualTo(current.sha256());
        for (Manifest.IndexFile file : manifest.files()) {
            byte[] bytes = Files.readAllBytes(version().resolve(file.path()));
            assertThat(bytes).as(file.path()).hasSize(Math.toIntExact(file.bytes()));
            assertThat(Checksum.of(bytes)).as(file.path()).isEqualTo(file.sha256());
        }
    }

    @Test
    void theManifestListsEveryFileOfTheVersionAndNothingElseIsLeft() throws IOException {
        List<String> listed = Stream.concat(
                        manifest.files().stream().map(Manifest.IndexFile::path), Stream.of("manifest.json"))
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(version())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> version().relativize(file).toString())
                            .sorted())
                    .containsExactlyElementsOf(listed);
        }
        assertThat(listed).noneMatch(file -> file.contains("_SUCCESS") || file.endsWith(".crc"));
        try (Stream<Path> root = Files.list(index)) {
            assertThat(root.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("current.json", "versions", "runs", ".lock");
        }
        assertThat(version().resolve("staging")).doesNotExist();
    }

    @Test
    void vectorsAreUnitVectorsOfTheReductionsLength() {
        List<Row> rows = table("vectors").collectAsList();
        assertThat(rows).hasSize(3 * PER_LABEL);
        int dimension = manifest.reduction().dimension();
        assertThat(dimension).isEqualTo(2); // one less than labels
        for (Row row : rows) {
            List<Float> vector = row.getList(row.fieldIndex("vector"));
            assertThat(vector).hasSize(dimension);
            double length = Math.sqrt(vector.stream().mapToDouble(v -> v * v).sum());
            assertThat(length).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void featuresAreKeptWithTheHashOfThePhotoAndItsComponents() throws IOException {
        Row row = table("features").filter("photo = 'Red Apple/photo-3.jpg'").first();
        byte[] photo = Files.readAllBytes(folder.resolve("photos/Red Apple/photo-3.jpg"));
        assertThat((String) row.getAs("content_hash")).isEqualTo(Checksum.of(photo));
        assertThat((String) row.getAs("label")).isEqualTo("Red Apple");
        assertThat(row.getList(row.fieldIndex("features"))).hasSize(1280);
        assertThat(row.getList(row.fieldIndex("pca_features")))
                .hasSize(manifest.reduction().components());
    }

    @Test
    void twoExemplarsOfEachLabelArePublishedInOneFileSortedSoThatEachLabelsFirstComesFirst() throws IOException {
        List<Row> rows = table("exemplars").collectAsList();
        assertThat(rows.stream().map(row -> row.<Integer>getAs("position") + " " + row.<String>getAs("label")))
                .containsExactly(
                        "0 Citron = jaune é", "0 Lime", "0 Red Apple", "1 Citron = jaune é", "1 Lime", "1 Red Apple");
        for (Row row : rows) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(row.getAs("jpeg")));
            assertThat(picture.getWidth()).isEqualTo(96);
        }
        assertThat(manifest.files().stream()
                        .map(Manifest.IndexFile::path)
                        .filter(path -> path.startsWith("exemplars/")))
                .hasSize(1);
        assertThat(terminal).contains("exemplars: 6 pictures of 3 labels");
    }

    @Test
    void withoutExemplarsThereIsNoTable() throws Exception {
        Path photos = folder.resolve("not-shown");
        new PaintedPhotos(photos).label("Plum", Color.MAGENTA, 4).label("Lime", Color.GREEN, 4);
        IndexParameters parameters = new TestParameters(photos, folder.resolve("not-shown-index"))
                .exemplars(0)
                .build();
        Manifest built = new IndexJob(
                        LocalSpark.session(), parameters, TestParameters.FOLDERS, new ConsoleProgress(System.out))
                .run();
        assertThat(built.files()).extracting(Manifest.IndexFile::path).noneMatch(path -> path.contains("exemplars"));
    }

    @Test
    void componentsExplainTheVarianceAskedForAndNotOneMore() {
        List<Double> explained = manifest.reduction().explainedVariance();
        double all = explained.stream().mapToDouble(Double::doubleValue).sum();
        assertThat(all).isGreaterThanOrEqualTo(0.99);
        assertThat(all - explained.get(explained.size() - 1)).isLessThan(0.99);
    }

    @Test
    void heldOutPhotosOfSuchDifferentLabelsAreRecognised() {
        // a fifth of the 10 to 13 files of each label, some of which may turn out to be rejects
        assertThat(manifest.evaluation().accuracy().queries()).isBetween(3L, 6L);
        assertThat(manifest.evaluation().accuracy().top1()).isEqualTo(1);
    }

    @Test
    void nothingStaysPersistedOnTheExecutors() {
        assertThat(LocalSpark.session().sparkContext().getPersistentRDDs().isEmpty())
                .isTrue();
    }

    @Test
    void theManifestNamesTheExtractor() throws IOException {
        assertThat(manifest.fingerprint())
                .isEqualTo(BackboneFiles.bundled().backbone().fingerprint());
    }

    @Test
    void theRunRecordSaysWhatBecameOfTheRun() throws IOException {
        RunRecord record =
                new RunLog(FolderStore.at(index)).read(manifest.version()).orElseThrow();
        assertThat(record.state()).isEqualTo(RunRecord.State.SUCCEEDED);
        assertThat(record.version()).isEqualTo(manifest.version());
        assertThat(record.failure()).isNull();
        assertThat(record.parameters()).containsEntry("discriminant", "lda");
        assertThat(RunSlot.holder(FolderStore.at(index), Clock.systemUTC())).isEmpty();
    }

    @Test
    void theOperatorSeesStagesAndRates() {
        assertThat(terminal)
                .contains(
                        "left out 1 files",
                        "list done in",
                        "featurise done in",
                        "36 photos",
                        "photos/s",
                        "fit done in",
                        "write done in");
        assertThat(version().resolve("report/metrics.json")).content().contains("\"write\" :");
    }

    @Test
    void aRunThatCannotFinishLeavesTheIndexAsItWas() throws Exception {
        Path photos = folder.resolve("one-label");
        new PaintedPhotos(photos).label("Plum", Color.MAGENTA, 4);
        Path other = folder.resolve("untouched-index");
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(photos, other, 0, System.out))
                .withMessageContaining("two labels");
        assertThat(other.resolve("current.json")).doesNotExist();
        assertThat(new IndexPublisher(FolderStore.at(other)).versions()).isEmpty();
        RunLog runs = new RunLog(FolderStore.at(other));
        RunRecord record = runs.read(runs.ids().get(0)).orElseThrow();
        assertThat(record.state()).isEqualTo(RunRecord.State.FAILED);
        assertThat(record.failure().code()).isEqualTo("ONE_LABEL");
    }

    @Test
    void photosThatAreAllAlikeEndWithAWayOut() throws Exception {
        Path photos = folder.resolve("alike");
        new PaintedPhotos(photos).label("Plum", Color.MAGENTA, 1);
        Files.createDirectories(photos.resolve("Lime"));
        for (int i = 1; i < 12; i++) {
            Files.copy(
                    photos.resolve("Plum/photo-0.jpg"), photos.resolve((i % 2 == 0 ? "Plum/" : "Lime/") + i + ".jpg"));
        }
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(photos, folder.resolve("alike-index"), 0, System.out))
                .withMessageContaining("add photos that differ")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.TOO_FEW_PHOTOS));
    }

    @Test
    void aSinglePhotoOfEachLabelEndsWithAWayOutThatLeadsToAnIndex() throws Exception {
        Path photos = folder.resolve("single");
        new PaintedPhotos(photos).label("Plum", Color.MAGENTA, 1).label("Lime", Color.GREEN, 1);
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(photos, folder.resolve("single-index"), 0.1, System.out))
                .withMessageContaining("--discriminant none")
                .withMessageNotContaining("LAPACK");
        IndexParameters without = new TestParameters(photos, folder.resolve("single-index"))
                .withoutDiscriminant()
                .build();
        Manifest built = new IndexJob(
                        LocalSpark.session(), without, TestParameters.FOLDERS, new ConsoleProgress(System.out))
                .run();
        assertThat(built.counts().photos()).isEqualTo(2);
    }

    private static Path version() {
        return index.resolve("versions").resolve(manifest.version());
    }

    private static Dataset<Row> table(String name) {
        return LocalSpark.session().read().parquet(version().resolve(name).toString());
    }
}
