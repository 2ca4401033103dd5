package dev.pomona.model.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.Stores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListMultipartUploadsIterable;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** What the store makes of answers that no test server gives. */
class S3StoreTest {

    private final Scripted client = new Scripted();
    private final ObjectStore store = new Stores(location -> new S3Store(client, location)).of("s3://bucket/index");

    @Test
    void aWriteWhoseResponseWasLostHasSucceededIfTheObjectCarriesItsId() throws Exception {
        client.script.add(request -> {
            client.metadata = request.metadata(); // it arrived
            throw error(412, "PreconditionFailed"); // which the client's second attempt is told
        });
        assertThat(store.putIf("current.json", new byte[] {1}, "\"tag\"")).contains("\"stored\"");
    }

    @Test
    void aWriteThatAnotherOneForestalledHasFailed() throws Exception {
        client.metadata = Map.of("pomona-write", "of another writer");
        client.script.add(request -> {
            throw error(412, "PreconditionFailed");
        });
        assertThat(store.putIf("current.json", new byte[] {1}, "\"tag\"")).isEmpty();
    }

    @Test
    void aWriteIsRepeatedWhileAnotherOneIsUnderWay() throws Exception {
        for (int conflict = 0; conflict < 3; conflict++) {
            client.script.add(request -> {
                throw error(409, "ConditionalRequestConflict");
            });
        }
        client.script.add(request -> PutObjectResponse.builder().eTag("\"own\"").build());
        assertThat(store.putIf("current.json", new byte[] {1}, null)).contains("\"own\"");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, NotFound",
        "404, '', NotFound",
        "404, NoSuchBucket, Refused",
        "403, AccessDenied, Refused",
        "403, InvalidAccessKeyId, Refused",
        "400, ExpiredToken, Refused",
        "301, PermanentRedirect, Refused",
        "400, RequestTimeout, Unavailable",
        "429, TooManyRequests, Unavailable",
        "500, InternalError, Unavailable",
        "503, SlowDown, Unavailable"
    })
    void anErrorSaysWhetherToTryAgain(int status, String code, String type) {
        client.script.add(request -> {
            throw error(status, code);
        });
        assertThatThrownBy(() -> store.put("object", new byte[] {1})).satisfies(failure -> {
            assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
            assertThat(failure).hasMessageContaining("s3://bucket/index").hasMessageNotContaining("\n");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Unable to load credentials from any of the providers in the chain, Refused",
        "Unable to execute HTTP request: Connect to localhost failed, Unavailable"
    })
    void anErrorOfTheClientSaysSoToo(String message, String type) {
        client.script.add(request -> {
            throw SdkClientException.create(message);
        });
        assertThatThrownBy(() -> store.put("object", new byte[] {1}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message)
                .extracting(failure -> failure.getClass().getSimpleName())
                .isEqualTo(type);
    }

    @Test
    void aListingWhoseSecondPageCannotBeReadFailsAsAnyCall() {
        client.pages.add(ListObjectsV2Response.builder()
                .contents(S3Object.builder()
                        .key("index/runs/1")
                        .size(1L)
                        .eTag("\"1\"")
                        .build())
                .isTruncated(true)
                .nextContinuationToken("2")
                .build());
        List<String> listed = new ArrayList<>();
        assertThatThrownBy(() -> store.list("runs/", object -> listed.add(object.key())))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("SlowDown");
        assertThat(listed).containsExactly("runs/1");
    }

    @ParameterizedTest
    @CsvSource({"AccessDenied, Refused, 1", "SlowDown, Unavailable, 5", "InternalError, Unavailable, 5"})
    void anErrorOfASingleKeySaysWhetherToTryAgain(String code, String type, int attempts) {
        client.pages.add(page("index/a/1", "index/a/2"));
        client.undeletable.put("index/a/2", new ArrayDeque<>(Collections.nCopies(9, code)));
        assertThatThrownBy(() -> store.deleteAll("a/"))
                .hasMessageContaining("index/a/2")
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(type));
        assertThat(client.deletes).hasSize(attempts);
    }

    @Test
    void keysThatWereNotDeletedAtOnceAreDeletedByAnotherAttempt() throws Exception {
        client.pages.add(page("index/a/1", "index/a/2"));
        client.undeletable.put("index/a/2", new ArrayDeque<>(List.of("InternalError", "SlowDown")));
        store.deleteAll("a/");
        assertThat(client.deletes)
                .containsExactly(List.of("index/a/1", "index/a/2"), List.of("index/a/2"), List.of("index/a/2"));
    }

    private static ListObjectsV2Response page(String... keys) {
        return ListObjectsV2Response.builder()
                .contents(Arrays.stream(keys)
                        .map(key -> S3Object.builder().key(key).build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    private static S3Exception error(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("said\nby S3")
                        .build())
                .build();
    }

    private interface Answer {
        PutObjectResponse to(PutObjectRequest request);
    }

    /**
     * Answers PUTs by a script, HEADs with the metadata that a test sets, LISTs with pages until there are no more, and the
     * deletion of a key with the errors that a test sets for it.
     */
    private static final class Scripted implements S3Client {

        final Queue<Answer> script = new ArrayDeque<>();
        final Queue<ListObjectsV2Response> pages = new ArrayDeque<>();
        final Map<String, Queue<String>> undeletable = new HashMap<>();
        final List<List<String>> deletes = new ArrayList<>();
        Map<String, String> metadata = Map.of();

        @Override
        public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
            return ListMultipartUploadsResponse.builder().isTruncated(false).build();
        }

        @Override
        public ListMultipartUploadsIterable listMultipartUploadsPaginator(ListMultipartUploadsRequest request) {
            return new ListMultipartUploadsIterable(this, request);
        }

        @Override
        public ListObjectsV2Iterable listObjectsV2Paginator(ListObjectsV2Request request) {
            return new ListObjectsV2Iterable(this, request);
        }

        @Override
        public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
            List<String> keys = request.delete().objects().stream()
                    .map(ObjectIdentifier::key)
                    .toList();
            deletes.add(keys);
            return DeleteObjectsResponse.builder()
                    .errors(keys.stream()
                            .filter(key -> undeletable.containsKey(key)
                                    && !undeletable.get(key).isEmpty())
                            .map(key -> S3Error.builder()
                                    .key(key)
                                    .code(undeletable.get(key).remove())
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            if (pages.isEmpty()) {
                throw error(503, "SlowDown");
            }
            return pages.remove();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            return script.remove().to(request);
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return HeadObjectResponse.builder()
                    .eTag("\"stored\"")
                    .metadata(metadata)
                    .build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
