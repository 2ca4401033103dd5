package dev.pomona.indexer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pomona.indexer.BucketConnection;
import dev.pomona.indexer.BucketServer;
import dev.pomona.indexer.BucketServer.Fault;
import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.PaintedPhotos;
import dev.pomona.indexer.TestParameters;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.model.index.Manifest;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job against a bucket that fails. */
class BucketFaultsIT {

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    private Path folder;

    /** Hadoop keeps a connection for each bucket. */
    private final String bucket = "faults-" + BUCKETS.incrementAndGet();

    private BucketServer server;
    private Path index;

    @BeforeEach
    void serve() throws IOException {
        index = folder.resolve("index");
        Path photos = folder.resolve("photos");
        new PaintedPhotos(photos).label("Plum", Color.MAGENTA, 8).label("Lime", Color.GREEN, 8);
        server = new BucketServer(bucket, Duration.ZERO).putFolder(photos);
        BucketConnection.configure(
                LocalSpark.session().sparkContext().hadoopConfiguration(), bucket, server.endpoint());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Manifest run() throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new IndexJob(
                        LocalSpark.session(),
                        new TestParameters("s3://" + bucket + "/", index.toString())
                                .withMaxRejectShare(0.3)
                                .build(),
                        TestParameters.FOLDERS,
                        new ConsoleProgress(nowhere))
                .run();
    }

    @Test
    void whatPassesLeavesNoTraceAndWhatDoesNotIsInRejects() throws Exception {
        server.failing(key -> true, Fault.SLOW_DOWN, 6)
                .failing(key -> key.equals("Lime/photo-1.jpg"), Fault.SLOW_DOWN, Integer.MAX_VALUE)
                .failing(key -> key.equals("Lime/photo-2.jpg"), Fault.SHORT_BODY, Integer.MAX_VALUE)
                .failing(key -> key.equals("Lime/photo-3.jpg"), Fault.WRONG_BYTES, Integer.MAX_VALUE)
                .failing(key -> key.startsWith("Plum/"), Fault.RESET, 6);

        Manifest manifest = run();

        assertThat(manifest.counts().photos()).isEqualTo(13);
        assertThat(LocalSpark.session()
                        .read()
                        .parquet(index.resolve("versions/" + manifest.version() + "/rejects")
                                .toString())
                        .orderBy("photo")
                        .collectAsList())
                .extracting(reject -> reject.getString(0) + " " + reject.getString(1))
                .containsExactly(
                        "Lime/photo-1.jpg UNAVAILABLE",
                        "Lime/photo-2.jpg UNAVAILABLE",
                        "Lime/photo-3.jpg UNSUPPORTED_FORMAT");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, NO_PERMISSION",
        "EXPIRED_TOKEN, NO_PERMISSION",
        "NO_SUCH_BUCKET, UNUSABLE_REQUEST",
        "SLOW_DOWN, STORAGE_UNAVAILABLE",
        "RESET, STORAGE_UNAVAILABLE",
    })
    void whatHoldsForAllPhotosEndsTheRunAndNothingIsPublished(Fault fault, Failure failure) {
        server.failing(key -> key.endsWith(".jpg"), fault, Integer.MAX_VALUE);

        Throwable thrown = catchThrowable(this::run);

        FailureMapper.MappedFailure mapped = FailureMapper.map(thrown);
        assertThat(mapped.failure()).as(mapped.message()).isEqualTo(failure);
        assertThat(mapped.message()).contains(".jpg").doesNotContain("\n");
        assertThat(index.resolve("current.json")).doesNotExist();
        assertThat(index.resolve("versions"))
                .satisfiesAnyOf(
                        versions -> assertThat(versions).doesNotExist(),
                        versions -> assertThat(versions).isEmptyDirectory());
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, NO_PERMISSION",
        "EXPIRED_TOKEN, NO_PERMISSION",
        "NO_SUCH_BUCKET, UNUSABLE_REQUEST",
        "SLOW_DOWN, STORAGE_UNAVAILABLE",
    })
    void aBucketThatCannotBeListedEndsTheRunBeforeAnythingIsWritten(Fault fault, Failure failure) {
        server.failing(key -> key.isEmpty(), fault, Integer.MAX_VALUE);

        FailureMapper.MappedFailure mapped = FailureMapper.map(catchThrowable(this::run));

        assertThat(mapped.failure()).as(mapped.message()).isEqualTo(failure);
        assertThat(mapped.message()).contains(bucket).doesNotContain("\n");
        assertThat(index).doesNotExist();
    }
}
