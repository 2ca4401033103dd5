package dev.pomona.indexer.failure;

import dev.pomona.model.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an error of S3 means to a run, by S3's error code. The connector and the SDK are known by their names alone: where a
 * cluster brings others, or none, nothing here fails.
 */
final class BucketFailure {

    /** The codes of S3's API reference, "Error responses", after which credentials must be changed. */
    private static final Set<String> NO_PERMISSION = Set.of(
            "AccessDenied",
            "ExpiredToken",
            "InvalidToken",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "TokenRefreshRequired");

    private static final Set<String> NO_BUCKET = Set.of("NoSuchBucket", "InvalidBucketName", "UnknownStoreException");

    private static final List<String> PACKAGES = List.of("org.apache.hadoop.fs.s3a.", "software.amazon.awssdk.");

    private BucketFailure() {}

    /** Returns the failure that waiting does not mend; empty if it is none of S3's. */
    static Optional<Failure> lasting(Throwable error) {
        if (!isOfBucket(error) && !(error instanceof StoreException.Refused)) {
            return Optional.empty();
        }
        String text = error.toString();
        if (NO_BUCKET.stream().anyMatch(text::contains)) {
            return Optional.of(Failure.UNUSABLE_REQUEST);
        }
        return error instanceof StoreException.Refused || NO_PERMISSION.stream().anyMatch(text::contains)
                ? Optional.of(Failure.NO_PERMISSION)
                : Optional.empty();
    }

    /** Returns whether the connector or the SDK has thrown an error. */
    static boolean isOfBucket(Throwable error) {
        return PACKAGES.stream().anyMatch(error.getClass().getName()::startsWith);
    }
}
