package dev.pomona.model.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.ObjectStoreContract;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.testing.S3TestServer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** What the store in S3 must do on every server, besides what every store must do. */
abstract class S3StoreContract extends ObjectStoreContract {

    private final String prefix = UUID.randomUUID().toString();

    abstract S3TestServer server();

    abstract String bucket();

    @Override
    protected ObjectStore open() {
        return server().store("s3://%s/%s".formatted(bucket(), prefix));
    }

    @Test
    void objectsBesideThePrefixAreNotSeen() throws Exception {
        server().store("s3://%s/%s".formatted(bucket(), prefix + "-other")).put("beside", bytes("1"));
        assertThat(open().keys("")).isEmpty();
    }

    @Test
    void keysThatNoStoreWritesAreNotListedButDeleted() throws Exception {
        for (String key : List.of("a/", "a/.hidden", "a/b/.c/d", "a/object")) {
            server().client()
                    .putObject(put -> put.bucket(bucket()).key(prefix + "/" + key), RequestBody.fromString("1"));
        }
        assertThat(open().keys("a/")).containsExactly("a/object");
        open().deleteAll("a/");
        assertThat(server().client()
                        .listObjectsV2(list -> list.bucket(bucket()).prefix(prefix))
                        .contents())
                .isEmpty();
    }

    @Test
    void incompleteUploadsAreFoundAndDeletedWithTheirPrefix() throws Exception {
        CreateMultipartUploadResponse begun = server().client()
                .createMultipartUpload(
                        create -> create.bucket(bucket()).key(prefix + "/versions/a/vectors/part-0.parquet"));
        assertThat(begun.uploadId()).isNotEmpty();
        assertThat(open().keys("")).isEmpty();
        assertThat(open().incompleteUploads("versions/")).containsExactly("versions/a/vectors/part-0.parquet");
        assertThat(open().incompleteUploads("versions/b/")).isEmpty();
        open().deleteAll("versions/a/");
        assertThat(open().incompleteUploads("")).isEmpty();
    }

    @Test
    void ofRunsThatStartInTheSameSecondExactlyOneWins() throws Exception {
        assumeTrue(isAtomic());
        for (int round = 0; round < 10; round++) {
            String index = "s3://%s/%s/round%d".formatted(bucket(), prefix, round);
            List<Optional<RunSlot>> slots = IntStream.range(0, 2)
                    .parallel()
                    .mapToObj(run -> take(server().store(index), "run" + run))
                    .toList();
            assertThat(slots.stream().filter(Optional::isPresent))
                    .as("winners of round %d", round)
                    .hasSize(1);
        }
    }

    private static Optional<RunSlot> take(ObjectStore store, String run) {
        try {
            return RunSlot.take(store, run, Clock.systemUTC());
        } catch (StoreException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAbsentBucketIsNoStore() {
        ObjectStore store = server().store("s3://absent-" + UUID.randomUUID() + "/index");
        assertThatThrownBy(() -> store.put("object", bytes("1")))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("NoSuchBucket");
        assertThatThrownBy(() -> store.keys("")).hasMessageContaining("NoSuchBucket");
    }
}
