package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.BucketConnection;
import dev.pomona.indexer.BucketServer;
import dev.pomona.indexer.BucketServer.Fault;
import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Photos in a bucket, through Hadoop's connector. */
@Timeout(60)
class BucketPhotoStoreTest {

    private static final byte[] PHOTO = {1, 2, 3, 4};
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    /** Hadoop keeps a connection for each bucket. */
    private final String bucket = "store-" + BUCKETS.incrementAndGet();

    private BucketServer server;
    private Configuration configuration;
    private PhotoStore store;

    @BeforeEach
    void serve() throws IOException {
        server = new BucketServer(bucket, Duration.ZERO);
        configuration = BucketConnection.configure(new Configuration(), bucket, server.endpoint());
        store = PhotoStore.of(uri(""), configuration);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI uri(String key) {
        return URI.create("s3a://" + bucket + "/" + key);
    }

    private List<ListedEntry> list(String prefix, LongAccumulator hidden) {
        SparkSession spark = LocalSpark.session();
        try (FolderListing listing = new FolderListing(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                configuration,
                new LeftOut(DefaultExcludes.bundled(), hidden))) {
            return listing.files(List.of("s3a://" + bucket + prefix)).collect();
        }
    }

    private List<ListedEntry> list(String prefix) {
        return list(prefix, LocalSpark.session().sparkContext().longAccumulator());
    }

    @Test
    void aListingTakesOneRequestForAThousandPhotosHoweverManyFolders() {
        for (int i = 0; i < 2500; i++) {
            server.put("all/label-%03d/photo-%d.jpg".formatted(i % 250, i), PHOTO);
        }

        assertThat(list("/all")).hasSize(2500).allSatisfy(entry -> {
            assertThat(entry.name()).startsWith("label-");
            assertThat(entry.length()).isEqualTo(PHOTO.length);
        });
        assertThat(server.requests()).isEqualTo(Map.of("LIST", 3));
    }

    @Test
    void aWholeBucketIsASourceAndItsSchemesNameTheSameOne() throws IOException {
        server.put("Kiwi/photo.jpg", PHOTO);
        SourceFolder whole = SourceFolder.of("s3://" + bucket, configuration);
        SourceFolder kiwis = SourceFolder.of("s3a://" + bucket + "/Kiwi", configuration);

        whole.requireReadable(configuration);
        kiwis.requireReadable(configuration);

        assertThat(kiwis.isWithin(whole)).isTrue();
        assertThat(whole.isWithin(kiwis)).isFalse();
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> SourceFolder.of("s3://" + bucket + "/Lime", configuration)
                        .requireReadable(configuration))
                .withMessage("there is no folder s3://" + bucket + "/Lime");
    }

    @Test
    void hiddenNamesAreLeftOutAndCountedAsInFolders() {
        server.put("all/Kiwi/_DSC0001.jpg", PHOTO)
                .put("all/_from the market/photo.jpg", PHOTO)
                .put("all/Kiwi/.hidden.jpg", PHOTO)
                .put("all/Kiwi/_SUCCESS", PHOTO)
                .put("all/_temporary/photo-1.jpg", PHOTO)
                .put("all/_temporary/photo-2.jpg", PHOTO);
        LongAccumulator hidden = LocalSpark.session().sparkContext().longAccumulator();

        assertThat(list("/all", hidden))
                .extracting(ListedEntry::name)
                .containsExactlyInAnyOrder("Kiwi/_DSC0001.jpg", "_from the market/photo.jpg");
        assertThat(hidden.sum()).isEqualTo(4);
    }

    @Test
    void everyKeyThatIsAPathIsListedAndReadByItsName() throws IOException {
        List<String> names = List.of(
                "Kiwi/a b.jpg", "Kiwi/50 %.jpg", "Kiwi/%20.jpg", "Kiwi/a+b.jpg", "Kiwi/ä 日本.jpg", "Kiwi/a#b?c=d&e.jpg");
        names.forEach(name -> server.put(name, PHOTO));
        server.put("Kiwi/", new byte[0]); // what consoles leave for an empty folder

        List<ListedEntry> listed = list("");

        assertThat(listed).extracting(ListedEntry::name).containsExactlyInAnyOrderElementsOf(names);
        for (ListedEntry entry : listed) {
            assertThat(store.read(URI.create(entry.uri()), entry.length())).isEqualTo(PHOTO);
        }
    }

    @Test
    void keysThatAreNoPathsAreRejectedAndNoneTakesThePlaceOfAnother() {
        List<String> keys =
                List.of("all/a/b.jpg", "all/a//b.jpg", "all//c.jpg", "all/./d.jpg", "all/x/../e.jpg", "/f.jpg");
        keys.forEach(key -> server.put(key, PHOTO));

        Map<String, Long> outcomes = list("").stream()
                .map(entry -> entry.problem() == null
                        ? outcome(entry)
                        : entry.problem().name())
                .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));

        assertThat(outcomes).isEqualTo(Map.of("read", 1L, "UNREADABLE", 5L));
    }

    private String outcome(ListedEntry entry) {
        try {
            store.read(URI.create(entry.uri()), entry.length());
            return "read";
        } catch (FileProblemException e) {
            return e.problem().name();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aReadIsOneRequest() throws IOException {
        byte[] large = new byte[3 << 20];
        server.put("large.jpg", large);

        assertThat(store.read(uri("large.jpg"), large.length)).isEqualTo(large);

        assertThat(server.requests()).isEqualTo(Map.of("GET", 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "INTERNAL_ERROR", "RESET", "SHORT_BODY"})
    void whatPassesIsRetried(Fault fault) throws IOException {
        server.put("photo.jpg", PHOTO).failing(key -> true, fault, 2);

        assertThat(store.read(uri("photo.jpg"), PHOTO.length)).isEqualTo(PHOTO);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "INTERNAL_ERROR", "RESET", "SHORT_BODY"})
    void whatIsNotReturnedInAnyAttemptIsAReject(Fault fault) {
        server.put("photo.jpg", PHOTO).failing(key -> true, fault, Integer.MAX_VALUE);

        assertThatExceptionOfType(FileProblemException.class)
                .isThrownBy(() -> store.read(uri("photo.jpg"), PHOTO.length))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(FileProblem.UNAVAILABLE));
        assertThat(server.requests().get("GET")).isBetween(3, 16);
    }

    @Test
    void anAbsentPhotoIsAReject() {
        assertThatExceptionOfType(FileProblemException.class)
                .isThrownBy(() -> store.read(uri("gone.jpg"), 3))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(FileProblem.UNREADABLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCESS_DENIED", "EXPIRED_TOKEN", "NO_SUCH_BUCKET"})
    void whatIsAboutTheBucketEndsTheRunAtOnce(Fault fault) {
        server.put("photo.jpg", PHOTO).failing(key -> true, fault, Integer.MAX_VALUE);
        Failure failure = fault == Fault.NO_SUCH_BUCKET ? Failure.UNUSABLE_REQUEST : Failure.NO_PERMISSION;

        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> store.read(uri("photo.jpg"), PHOTO.length))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> store.list(
                        ListedEntry.source(uri("").toString(), uri("").toString()),
                        new LeftOut(DefaultExcludes.NONE, new LongAccumulator())))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
        assertThat(server.requests()).isEqualTo(Map.of("GET", 1, "LIST", 1));
    }

    @Test
    void aBucketThatCannotBeListedFailsTheRun() {
        server.failing(key -> true, Fault.SLOW_DOWN, Integer.MAX_VALUE);

        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> store.list(
                        ListedEntry.source(uri("").toString(), uri("").toString()),
                        new LeftOut(DefaultExcludes.NONE, new LongAccumulator())))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
    }
}
