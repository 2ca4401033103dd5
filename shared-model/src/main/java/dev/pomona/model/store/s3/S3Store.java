package dev.pomona.model.store.s3;

import dev.pomona.model.store.BucketLocation;
import dev.pomona.model.store.Keys;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import dev.pomona.model.store.TaggedContent;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects below a prefix of a bucket. The tag of an object is its entity tag. Retries and time-outs are those of the client
 * that is passed in.
 *
 * <p>Conditional writes send {@code If-None-Match: *} or {@code If-Match} as plain headers, because the SDK that Hadoop 3.4
 * is built with has no methods for them yet. Each carries an id of its own in the object's metadata: where the client
 * retries after a lost response and is told that the object has changed, the id says whether its own write changed it.
 */
public final class S3Store implements ObjectStore {

    /** Keys in one DeleteObjects request, by S3's limit. */
    private static final int DELETED_AT_ONCE = 1000;

    /** How often a conditional write is repeated that S3 answers with 409, because another one was under way. */
    private static final int CONFLICTS = 10;

    private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

    /** How often keys are sent that S3 answers with an error within DeleteObjects; the client does not repeat these. */
    private static final int DELETE_ATTEMPTS = 5;

    /** After the first such answer; each later wait is longer by as much. */
    private static final Duration AFTER_DELETE_ERROR = Duration.ofMillis(200);

    /** An attempt to send a file may take longer than the client allows other attempts. */
    private static final Duration FILE_TIMEOUT = Duration.ofMinutes(10);

    private static final String WRITE_ID = "pomona-write";

    private final S3Client client;
    private final BucketLocation location;

    public S3Store(S3Client client, BucketLocation location) {
        this.client = client;
        this.location = location;
    }

    @Override
    public Optional<StoredObject> stat(String key) throws StoreException {
        return head(key).map(found -> new StoredObject(key, found.contentLength(), found.eTag()));
    }

    private Optional<HeadObjectResponse> head(String key) throws StoreException {
        String full = full(key);
        try {
            return Optional.of(
                    client.headObject(head -> head.bucket(location.bucket()).key(full)));
        } catch (SdkException e) {
            StoreException failure = failure(key, e);
            if (failure instanceof StoreException.NotFound) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public InputStream open(String key) throws StoreException {
        GetObjectRequest request = get(key).build();
        try {
            return new ObjectStream(client.getObject(request));
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    @Override
    public Optional<TaggedContent> readIfChanged(String key, @Nullable String knownTag) throws StoreException {
        GetObjectRequest request = get(key).ifNoneMatch(knownTag).build();
        try {
            ResponseBytes<GetObjectResponse> content = client.getObjectAsBytes(request);
            return Optional.of(new TaggedContent(
                    content.asByteArrayUnsafe(), content.response().eTag()));
        } catch (S3Exception e) {
            if (e.statusCode() == 304) {
                return Optional.empty();
            }
            throw failure(key, e);
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    private GetObjectRequest.Builder get(String key) {
        return GetObjectRequest.builder().bucket(location.bucket()).key(full(key));
    }

    @Override
    public void list(String prefix, Consumer<? super StoredObject> action) throws StoreException {
        int root = location.prefix().length();
        pages(prefix, page -> {
            for (S3Object object : page) {
                String key = object.key().substring(root);
                if (Keys.isValid(key)) {
                    action.accept(new StoredObject(key, object.size(), object.eTag()));
                }
            }
        });
    }

    /** Takes a page of a listing, with keys as in the bucket. */
    private interface PageAction {
        void accept(List<S3Object> page) throws StoreException;
    }

    /** Reads each page after the action on the one before it. */
    private void pages(String prefix, PageAction action) throws StoreException {
        String full = location.prefix() + Keys.requirePrefix(prefix);
        try {
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                    list -> list.bucket(location.bucket()).prefix(full))) {
                action.accept(page.contents());
            }
        } catch (SdkException e) {
            throw failure(prefix, e);
        }
    }

    @Override
    public void put(String key, byte[] content) throws StoreException {
        put(key, put(key).build(), RequestBody.fromBytes(content));
    }

    /** Sends a file in one request: S3 takes up to 5 GB. */
    @Override
    public void put(String key, Path content) throws StoreException {
        PutObjectRequest request = put(key).overrideConfiguration(
                        options -> options.apiCallAttemptTimeout(FILE_TIMEOUT).apiCallTimeout(FILE_TIMEOUT))
                .build();
        put(key, request, RequestBody.fromFile(content));
    }

    private void put(String key, PutObjectRequest request, RequestBody content) throws StoreException {
        try {
            client.putObject(request, content);
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    private PutObjectRequest.Builder put(String key) {
        return PutObjectRequest.builder().bucket(location.bucket()).key(full(key));
    }

    @Override
    public Optional<String> putIf(String key, byte[] content, @Nullable String expectedTag) throws StoreException {
        String id = UUID.randomUUID().toString();
        PutObjectRequest request = put(key).metadata(Map.of(WRITE_ID, id))
                .overrideConfiguration(options -> options.putHeader(
                        expectedTag == null ? "If-None-Match" : "If-Match", expectedTag == null ? "*" : expectedTag))
                .build();
        for (int conflicts = 0; ; conflicts++) {
            try {
                return Optional.of(client.putObject(request, RequestBody.fromBytes(content))
                        .eTag());
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || isAbsent(e)) {
                    return ownWrite(key, id);
                }
                if (e.statusCode() != 409 || conflicts == CONFLICTS) {
                    throw failure(key, e);
                }
                pause(key, AFTER_CONFLICT);
            } catch (SdkException e) {
                throw failure(key, e);
            }
        }
    }

    /** Returns the tag of the object if it is what the write with this id left. */
    private Optional<String> ownWrite(String key, String id) throws StoreException {
        return head(key)
                .filter(found -> id.equals(found.metadata().get(WRITE_ID)))
                .map(HeadObjectResponse::eTag);
    }

    private void pause(String key, Duration time) throws StoreException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("interrupted before another attempt at '%s'".formatted(key), e);
        }
    }

    @Override
    public Set<String> incompleteUploads(String prefix) throws StoreException {
        return uploads(prefix).stream()
                .map(upload -> upload.key().substring(location.prefix().length()))
                .collect(Collectors.toSet());
    }

    /** A program that may not list uploads sees none; a lifecycle rule of the bucket removes them then. */
    private List<MultipartUpload> uploads(String prefix) throws StoreException {
        String full = location.prefix() + Keys.requirePrefix(prefix);
        try {
            return client
                    .listMultipartUploadsPaginator(
                            list -> list.bucket(location.bucket()).prefix(full))
                    .uploads()
                    .stream()
                    .toList();
        } catch (S3Exception e) {
            if (e.statusCode() == 403) {
                return List.of();
            }
            throw failure(prefix, e);
        } catch (SdkException e) {
            throw failure(prefix, e);
        }
    }

    @Override
    public void deleteAll(String prefix) throws StoreException {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a store is not deleted whole");
        }
        for (MultipartUpload upload : uploads(prefix)) {
            abort(upload);
        }
        pages(prefix, this::delete);
    }

    private void abort(MultipartUpload upload) throws StoreException {
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(location.bucket()).key(upload.key()).uploadId(upload.uploadId()));
        } catch (SdkException e) {
            StoreException failure = failure(upload.key(), e);
            if (!(failure instanceof StoreException.NotFound)) { // completed or aborted meanwhile
                throw failure;
            }
        }
    }

    private void delete(List<S3Object> objects) throws StoreException {
        List<ObjectIdentifier> keys = new ArrayList<>();
        for (S3Object object : objects) {
            keys.add(ObjectIdentifier.builder().key(object.key()).build());
        }
        for (int from = 0; from < keys.size(); from += DELETED_AT_ONCE) {
            List<ObjectIdentifier> some = keys.subList(from, Math.min(keys.size(), from + DELETED_AT_ONCE));
            for (int attempt = 1; !some.isEmpty(); attempt++) {
                List<S3Error> errors = deleteAtOnce(some);
                if (!errors.isEmpty() && attempt == DELETE_ATTEMPTS) {
                    throw new StoreException.Unavailable(undeleted(errors.get(0)), null);
                }
                some = errors.stream()
                        .map(error ->
                                ObjectIdentifier.builder().key(error.key()).build())
                        .toList();
                if (!some.isEmpty()) {
                    pause(errors.get(0).key(), AFTER_DELETE_ERROR.multipliedBy(attempt));
                }
            }
        }
    }

    /** Returns the errors of keys that another attempt may delete. */
    private List<S3Error> deleteAtOnce(List<ObjectIdentifier> keys) throws StoreException {
        List<S3Error> errors = client.deleteObjects(delete -> delete.bucket(location.bucket())
                        .delete(what -> what.objects(keys).quiet(true)))
                .errors();
        for (S3Error error : errors) {
            if ("AccessDenied".equals(error.code())) {
                throw new StoreException.Refused(undeleted(error), null);
            }
        }
        return errors;
    }

    private String undeleted(S3Error error) {
        return "'%s' in the %s cannot be deleted: %s %s"
                .formatted(error.key(), describe(), error.code(), error.message());
    }

    @Override
    public void delete(String key) throws StoreException {
        String full = full(key);
        try {
            client.deleteObject(delete -> delete.bucket(location.bucket()).key(full));
        } catch (SdkException e) {
            throw failure(key, e);
        }
    }

    @Override
    public String uri(String key) {
        return location.uri(key);
    }

    @Override
    public String describe() {
        return "bucket " + location;
    }

    @Override
    public String toString() {
        return describe();
    }

    private String full(String key) {
        return location.prefix() + Keys.requireValid(key);
    }

    private static boolean isAbsent(S3Exception e) {
        return S3Failure.of(e) == S3Failure.ABSENT;
    }

    private StoreException failure(String key, SdkException cause) {
        String message = "'%s' in the %s: %s".formatted(key, describe(), S3Failure.describe(cause));
        return switch (S3Failure.of(cause)) {
            case ABSENT -> new StoreException.NotFound("there is no '%s' in the %s".formatted(key, describe()), cause);
            case REFUSED -> new StoreException.Refused(message, cause);
            case UNAVAILABLE -> new StoreException.Unavailable(message, cause);
        };
    }
}
