package dev.pomona.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import dev.pomona.model.index.Violation.Code;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of an index that earlier runs have left. */
class RepeatedRunsIT {

    /** The features of a photo depend a little on the others in its batch. */
    private static final Comparator<Float> IN_ANY_BATCH = (a, b) -> Math.abs(a - b) < 1e-4 ? 0 : Float.compare(a, b);

    /** Photos and an index of them, which each test gets a copy of: a run takes much longer. */
    @TempDir
    private static Path prepared;

    private static Manifest first;

    @TempDir
    private Path folder;

    private Path photos;
    private Path index;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @BeforeAll
    static void indexPaintedPhotos() throws Exception {
        RepeatedRunsIT test = new RepeatedRunsIT();
        test.photos = prepared.resolve("photos");
        test.index = prepared.resolve("index");
        new PaintedPhotos(test.photos).label("Plum", Color.MAGENTA, 8).label("Lime", Color.GREEN, 8);
        first = test.run(test.usual());
    }

    @BeforeEach
    void copy() throws IOException {
        photos = folder.resolve("photos");
        index = folder.resolve("index");
        FileUtils.copyDirectory(prepared.toFile(), folder.toFile());
    }

    private Manifest run(TestParameters parameters) throws Exception {
        terminal.reset();
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return new IndexJob(
                        LocalSpark.session(),
                        parameters.build(),
                        TestParameters.FOLDERS,
                        new Interrupted(new ConsoleProgress(out)))
                .run();
    }

    private interface Action {
        Object run() throws Exception;
    }

    /** What happens while a run writes its report. */
    private Action duringReport = () -> "nothing";

    private final class Interrupted implements Progress {

        private final Progress console;

        Interrupted(Progress console) {
            this.console = console;
        }

        @Override
        public <T> T stage(String name, Callable<T> work) throws Exception {
            T result = console.stage(name, work);
            if (name.equals("report")) {
                duringReport.run();
            }
            return result;
        }

        @Override
        public <T> T stage(String name, long total, LongSupplier done, Callable<T> work) throws Exception {
            return console.stage(name, total, done, work);
        }

        @Override
        public void say(String line) {
            console.say(line);
        }

        @Override
        public Map<String, Double> timings() {
            return console.timings();
        }
    }

    private String terminal() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private TestParameters usual() {
        return new TestParameters(photos, index).holdingOut(0.25).withComponents(5);
    }

    /** Parameters for tests of something else: one fit, which takes longest, instead of two, and no evaluation. */
    private TestParameters unmeasured() {
        return usual().holdingOut(0).withoutDiscriminant().allowing(Code.NOT_MEASURED);
    }

    @Test
    void aSecondRunFeaturisesOnlyWhatIsNew() throws Exception {
        Map<String, List<Float>> before = features(first);
        new PaintedPhotos(photos).label("Fig", Color.BLACK, 1);
        Files.delete(photos.resolve("Plum/photo-0.jpg"));
        Files.move(photos.resolve("Plum/photo-1.jpg"), photos.resolve("Plum/renamed.jpg"));
        Path incomplete = Files.createDirectories(index.resolve("versions/20200101T000000Z-00000000/vectors"));
        Files.writeString(incomplete.resolve("part-0.parquet"), "half");

        Manifest second = run(usual());

        assertThat(terminal())
                .contains("reuse done in", "featurise done in", ": 1 photos", "removed 1 incomplete versions");
        assertThat(incomplete.getParent()).doesNotExist();
        Map<String, List<Float>> after = features(second);
        assertThat(after).doesNotContainKeys("Plum/photo-0.jpg", "Plum/photo-1.jpg");
        assertThat(after.get("Plum/renamed.jpg")).isEqualTo(before.get("Plum/photo-1.jpg"));
        assertThat(after.get("Lime/photo-3.jpg")).isEqualTo(before.get("Lime/photo-3.jpg"));
        assertThat(second.counts().labels()).containsEntry("Fig", 1L).containsEntry("Plum", 7L);
        assertThat(version(first).resolve("manifest.json")).exists();
        assertThat(currentVersion()).isEqualTo(second.version()).isNotEqualTo(first.version());
        assertThat(new ObjectMapper()
                        .readTree(version(second).resolve("report/metrics.json").toFile())
                        .at("/comparison/pairs")
                        .asInt())
                .isBetween(1, 4);
    }

    @Test
    void aVersionThatViolatesACheckIsKeptButNotCurrentUnlessAllowed() throws Exception {
        assertThat(first.violations()).isEmpty();

        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(unmeasured().allowing()))
                .withMessageContainingAll(
                        "is kept but not current: NOT_MEASURED:",
                        "--allow NOT_MEASURED waives this",
                        "pomona-indexer activate")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.WORSE));
        assertThat(currentVersion()).isEqualTo(first.version());
        assertThat(index.resolve("versions"))
                .isDirectoryContaining(version ->
                        !version.endsWith(first.version()) && Files.exists(version.resolve("manifest.json")));

        Manifest allowed = run(unmeasured());
        assertThat(currentVersion()).isEqualTo(allowed.version());
        assertThat(allowed.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(Code.NOT_MEASURED);
            assertThat(violation.allowed()).isTrue();
        });
    }

    @Test
    void damagedFeaturesAreNotReused() throws Exception {
        Map<String, List<Float>> before = features(first);
        Path part = parts(first).get(0);
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.truncate(Files.size(part) / 2);
        }

        Manifest second = run(unmeasured());

        assertThat(terminal()).contains(": 16 photos").doesNotContain("reuse");
        Map<String, List<Float>> after = features(second);
        assertThat(after).hasSameSizeAs(before);
        before.forEach((photo, features) -> assertThat(after.get(photo))
                .as(photo)
                .usingElementComparator(IN_ANY_BATCH)
                .isEqualTo(features));
    }

    @Test
    void featuresThatNameAPhotoTwiceAreNotReused() throws Exception {
        Path part = parts(first).get(0);
        Files.copy(part, part.resolveSibling("part-again.parquet"));

        // stops before the fit
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(unmeasured().withComponents(500)))
                .withMessageStartingWith("500 components cannot be found in 16 usable photos");

        assertThat(terminal()).contains("featurise done in", ": 16 photos").doesNotContain("reuse");
    }

    @Test
    void queriesHaveTheViewsThatAreAskedAndAreFeaturisedAnewWhereMoreAre() throws Exception {
        assertThat(queryViews(first)).containsExactly(1, 1, 1, 1);

        Manifest more = run(usual().withQueryViews(4));
        assertThat(terminal()).contains("featurise done in", ": 4 photos");
        assertThat(queryViews(more)).containsExactly(4, 4, 4, 4);
        assertThat(features(more))
                .hasSize(16)
                .allSatisfy((photo, features) ->
                        assertThat(features).hasSize(more.reduction().features()));

        run(usual());
        assertThat(terminal()).contains(": 0 photos");
    }

    private List<Integer> queryViews(Manifest manifest) {
        return LocalSpark.session()
                .read()
                .parquet(version(manifest).resolve("queries").toString())
                .collectAsList()
                .stream()
                .map(row -> PackedFeatures.unpack(row.getAs("query_features")).length)
                .toList();
    }

    private List<Path> parts(Manifest manifest) throws IOException {
        try (Stream<Path> files = Files.list(version(manifest).resolve("features"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aCurrentVersionThatCannotBeReadIsReplacedOnlyWhereAllowed() throws Exception {
        Path pointer = index.resolve("current.json");
        byte[] whole = Files.readAllBytes(pointer);
        Path manifest = version(first).resolve("manifest.json");

        Files.writeString(pointer, "{\"version\": ");
        assertRefusedAsUnreadable("current.json cannot be read");
        Files.write(pointer, whole);
        Files.writeString(manifest, Files.readString(manifest) + " ");
        assertRefusedAsUnreadable("manifest.json is damaged");
        Files.delete(manifest);
        assertRefusedAsUnreadable("there is no 'versions/");

        Manifest allowed = run(unmeasured().allowing(Code.UNREADABLE_CURRENT));
        assertThat(currentVersion()).isEqualTo(allowed.version());
        assertThat(allowed.violations()).extracting(Violation::code).containsExactly(Code.UNREADABLE_CURRENT);
    }

    private void assertRefusedAsUnreadable(String reason) {
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(usual()))
                .withMessageContainingAll("--allow UNREADABLE_CURRENT", reason)
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.WORSE));
    }

    @Test
    void aSecondRunAtTheSameTimeSaysSoAndStops() throws Exception {
        RunSlot other =
                RunSlot.take(FolderStore.at(index), "other", Clock.systemUTC()).orElseThrow();
        try {
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(() -> run(usual()))
                    .withMessageContaining("another run is at work")
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.BUSY));
        } finally {
            other.release();
        }
    }

    @Test
    void aRunThatWasOvertakenPublishesNothing() throws Exception {
        index = folder.resolve("new-index");
        ObjectStore store = FolderStore.at(index);
        duringReport = () -> {
            store.put(RunSlot.KEY, "{}".getBytes(StandardCharsets.UTF_8));
            return "overtaken";
        };
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(unmeasured()))
                .withMessageContaining("another run has taken over")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.BUSY));
        assertThat(index.resolve("current.json")).doesNotExist();
        assertThat(new IndexPublisher(store).versions()).isEmpty();
    }

    @Test
    void aVersionThatBecameCurrentMeanwhileIsNotReplaced() throws Exception {
        ObjectStore store = FolderStore.at(index);
        IndexPublisher publisher = new IndexPublisher(store);
        duringReport = () -> publisher.activate(
                publisher.existing(first.version()),
                new IndexReader(store).pointer().orElseThrow().tag());
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(unmeasured()))
                .withMessageContaining("another version became current")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.BUSY));
        assertThat(currentVersion()).isEqualTo(first.version());
    }

    @Test
    void tooManyRejectsStopTheRun() throws Exception {
        PaintedPhotos painted = new PaintedPhotos(photos);
        for (int i = 0; i < 20; i++) {
            painted.file("Plum/note-" + i + ".txt", new byte[] {1, 2, 3});
        }
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(usual().withMaxRejectShare(0.5)))
                .withMessageContaining("20 of 36 files cannot be used: {UNSUPPORTED_FORMAT=20}")
                .withMessageContaining("--max-reject-share")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.TOO_MANY_REJECTS));
    }

    @Test
    void aRunThatStopsForRejectsSaysWhyAndLeavesTheListBesideTheIndex() throws Exception {
        new PaintedPhotos(photos)
                .file("Plum/a \"b\", c.HEIC", "    ftypheic".getBytes(StandardCharsets.UTF_8))
                .file("Plum/b.heic", "    ftypheic".getBytes(StandardCharsets.UTF_8))
                .file("Plum/note.txt", new byte[] {1, 2, 3});
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(usual().withMaxRejectShare(0)))
                .withMessageContaining("rejects-");
        assertThat(terminal())
                .contains("rejected: 2 UNSUPPORTED_FORMAT .heic, such as Plum/a \"b\", c.HEIC: ", "HEIC")
                .contains("rejected: 1 UNSUPPORTED_FORMAT .txt, such as Plum/note.txt: ");
        try (Stream<Path> files = Files.list(index)) {
            Path list = files.filter(file -> file.getFileName().toString().startsWith("rejects-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(list)
                    .content()
                    .startsWith("photo,reason,detail\r\n\"Plum/a \"\"b\"\", c.HEIC\",\"UNSUPPORTED_FORMAT\",")
                    .hasLineCount(4);
        }
    }

    @Test
    void photosBesideTheLabelFoldersAreRejectsThatDoNotStopTheRun() throws Exception {
        Files.copy(photos.resolve("Plum/photo-0.jpg"), photos.resolve("beside.jpg"));
        Manifest manifest = run(usual().withMaxRejectShare(0));
        assertThat(manifest.counts().labels()).containsOnlyKeys("Plum", "Lime");
        assertThat(manifest.counts().rejects()).isEqualTo(1);
        assertThat(terminal()).contains("1 files lie beside the folders of labels and are rejects: beside.jpg");
    }

    @Test
    void identicalBytesUnderTwoLabelsAreNamed() throws Exception {
        Files.copy(photos.resolve("Plum/photo-0.jpg"), photos.resolve("Lime/copy.jpg"));
        run(usual());
        assertThat(terminal())
                .contains(
                        "warning: 1 photos lie under two labels with the same bytes: Lime/copy.jpg and Plum/photo-0.jpg");
    }

    @Test
    void moreComponentsThanPhotosAreRefused() {
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run(usual().withComponents(500)))
                .withMessageContaining("500 components")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.TOO_FEW_PHOTOS));
    }

    @Test
    void labelsMayComeFromATableAndPhotosMayBeSampledViewedFourTimesAndLeftUndiscriminated() throws Exception {
        index = folder.resolve("new-index");
        StringBuilder table = new StringBuilder("photo,label\n");
        for (int i = 0; i < 7; i++) {
            table.append("Plum/photo-").append(i).append(".jpg,Prunus\n");
            table.append("Lime/photo-").append(i).append(".jpg,Citrus\n");
        }
        Path csv = Files.writeString(folder.resolve("labels.csv"), table);
        Path others = folder.resolve("others");
        new PaintedPhotos(others).label("wall", Color.WHITE, 3);
        Path held = folder.resolve("held");
        new PaintedPhotos(held, 2).label("Plum", Color.MAGENTA, 2);

        Manifest manifest = run(new TestParameters(photos, index)
                .withComponents(5)
                .labelledFrom("csv:" + csv)
                .heldOut(held)
                .negatives(others)
                .perLabel(6)
                .withViews(4)
                .withoutDiscriminant());

        // one photo of each is in no row, and has no label
        assertThat(manifest.counts().labels()).isEqualTo(Map.of("Prunus", 6L, "Citrus", 6L));
        assertThat(manifest.counts().rejects()).isEqualTo(2);
        assertThat(manifest.reduction().dimension()).isEqualTo(5);
        assertThat(manifest.parameters().views()).isEqualTo(4);
        Manifest.OutOfDistribution negatives = manifest.evaluation().outOfDistribution();
        assertThat(negatives.queries() - negatives.bundled()).isEqualTo(3);
        Row row = LocalSpark.session()
                .read()
                .parquet(version(manifest).resolve("features").toString())
                .first();
        assertThat(row.getList(row.fieldIndex("features"))).hasSize(4 * 1280);
        assertThat(row.schema().fieldNames())
                .containsExactly("photo", "label", "content_hash", "features", "pca_features");
    }

    private Path version(Manifest manifest) {
        return index.resolve("versions").resolve(manifest.version());
    }

    private String currentVersion() throws IOException {
        return IndexJson.read(Files.readAllBytes(index.resolve("current.json")), CurrentVersion.class)
                .version();
    }

    private Map<String, List<Float>> features(Manifest manifest) {
        Map<String, List<Float>> features = new TreeMap<>();
        for (Row row : LocalSpark.session()
                .read()
                .parquet(version(manifest).resolve("features").toString())
                .collectAsList()) {
            features.put(row.getAs("photo"), row.getList(row.fieldIndex("features")));
        }
        return features;
    }
}
