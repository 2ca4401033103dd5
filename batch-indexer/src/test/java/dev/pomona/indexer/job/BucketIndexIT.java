package dev.pomona.indexer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.BucketConnection;
import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.PaintedPhotos;
import dev.pomona.indexer.TestParameters;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Store;
import dev.pomona.model.testing.S3TestServer;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The whole job from photos in a bucket to an index in the same bucket. */
class BucketIndexIT {

    private static final S3TestServer SERVER = S3TestServer.get();

    @TempDir
    private static Path folder;

    /** A folder beside the bucket. */
    @TempDir
    private static Path others;

    private static final String LABELS = IntStream.range(0, 8)
            .mapToObj("photo-%d"::formatted)
            .flatMap(photo -> Stream.of("Plum", "Lime", "Kiwi")
                    .map(label -> label + "/" + photo + ".jpg," + label.replace("Kiwi", "Actinidia")))
            .collect(Collectors.joining("\n", "photo,label\nLime/copy.jpg,Lime\n", "\n"));

    private static String bucket;
    private static ObjectStore index;
    private static Manifest first;
    private static Manifest second;
    private static final ByteArrayOutputStream TERMINAL = new ByteArrayOutputStream();

    @BeforeAll
    static void indexTwice() throws Exception {
        bucket = SERVER.newBucket();
        index = SERVER.store("s3://" + bucket + "/fruit/index");
        BucketConnection.configure(
                LocalSpark.session().sparkContext().hadoopConfiguration(),
                bucket,
                SERVER.endpoint().toString());
        new PaintedPhotos(folder).label("Plum", Color.MAGENTA, 8).label("Lime", Color.GREEN, 8);
        upload("");
        leaveAnIncompleteVersion();
        first = run(parameters());
        TERMINAL.reset();
        Files.copy(folder.resolve("Lime/photo-0.jpg"), folder.resolve("Lime/copy.jpg"));
        new PaintedPhotos(folder, 9).label("Kiwi", Color.ORANGE, 8);
        upload("");
        SERVER.client().putObject(put -> put.bucket(bucket).key("fruit/labels.csv"), RequestBody.fromString(LABELS));
        SERVER.client()
                .putObject(
                        put -> put.bucket(bucket).key("fruit/catalogue/labels.json"),
                        RequestBody.fromString("{\"Actinidia\": {\"fruit\": \"quince\"}}"));
        new PaintedPhotos(others).label("wall", Color.WHITE, 3);
        second = run(parameters()
                .labelledFrom("csv:s3://" + bucket + "/fruit/labels.csv")
                .cataloguedIn("s3://" + bucket + "/fruit/catalogue")
                .negatives(others));
    }

    /** What a run leaves that was killed a day ago: an upload that was never completed, and nothing else. */
    private static void leaveAnIncompleteVersion() {
        SERVER.client()
                .createMultipartUpload(create -> create.bucket(bucket)
                        .key("fruit/index/versions/20200101T000000Z-00000000/staging/part-0.parquet"));
    }

    private static void upload(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                SERVER.client()
                        .putObject(
                                put -> put.bucket(bucket).key("fruit/photos/" + prefix + folder.relativize(file)),
                                RequestBody.fromFile(file));
            }
        }
    }

    /** Both schemes name a bucket. */
    private static TestParameters parameters() {
        return new TestParameters("s3a://" + bucket + "/fruit/photos", "s3://" + bucket + "/fruit/index")
                .holdingOut(0.1);
    }

    private static Manifest run(TestParameters parameters) throws Exception {
        PrintStream out = new PrintStream(TERMINAL, true, StandardCharsets.UTF_8);
        Stores stores = new Stores(location -> new S3Store(SERVER.client(), location));
        return new IndexJob(LocalSpark.session(), parameters.build(), stores, new ConsoleProgress(out)).run();
    }

    @Test
    void theIndexHoldsThePhotosOfTheBucketWithTheLabelsOfItsTable() throws Exception {
        assertThat(first.counts().labels()).isEqualTo(Map.of("Plum", 8L, "Lime", 8L));
        assertThat(second.counts().labels()).isEqualTo(Map.of("Plum", 8L, "Lime", 9L, "Actinidia", 8L));
        assertThat(second.counts().rejects()).isZero();
        Manifest.OutOfDistribution negatives = second.evaluation().outOfDistribution();
        assertThat(negatives.queries() - negatives.bundled()).isEqualTo(3);
        assertThat(new IndexReader(index).pointer().orElseThrow().current().version())
                .isEqualTo(second.version());
    }

    @Test
    void theReportHasTheCardsOfACatalogueInTheBucket() throws Exception {
        String report = IndexLayout.folder(second.version()) + "/" + IndexLayout.REPORT + "/index.html";
        assertThat(new String(index.read(report).bytes(), StandardCharsets.UTF_8))
                .contains("Actinidia</td><td class=\"words\">quince");
    }

    @Test
    void aSecondRunFeaturisesOnlyWhatItHasNotSeen() {
        assertThat(TERMINAL.toString(StandardCharsets.UTF_8)).contains("featurise done", ": 11 photos");
    }

    @Test
    void aVersionHasTheFilesOfItsManifestAndNothingOfTheCommitter() throws Exception {
        String version = IndexLayout.folder(second.version()) + "/";
        List<String> expected = Stream.concat(
                        second.files().stream().map(file -> version + file.path()),
                        Stream.of(IndexLayout.manifest(second.version())))
                .toList();
        assertThat(index.keys(version)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).noneMatch(path -> path.contains("__magic") || path.contains("_SUCCESS"));
        assertThat(second.files()).allSatisfy(file -> assertThat(file.bytes()).isPositive());
    }

    @Test
    void partsAreUploadedWhereTheyStayWithoutACopy() {
        assertThat(statistic("files_copied")).isZero();
        assertThat(statistic("committer_magic_files_created")).isPositive();
    }

    /** A counter of the connector, over all its connections in this JVM. */
    private static long statistic(String name) {
        try {
            FileSystem files = FileSystem.get(
                    URI.create("s3://" + bucket),
                    LocalSpark.session().sparkContext().hadoopConfiguration());
            return ((IOStatisticsSource) files).getIOStatistics().counters().getOrDefault(name, 0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatAKilledRunLeftIsGoneUploadsIncluded() throws Exception {
        assertThat(index.incompleteUploads("versions/")).isEmpty();
        assertThat(new IndexPublisher(index).versions()).hasSize(2).allMatch(IndexPublisher.Version::complete);
    }
}
