package dev.pomona.model.store.s3;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an answer of S3, or the lack of one, means to a store. */
enum S3Failure {

    /** There is no such object. */
    ABSENT,

    /** The call is refused; repeating it is of no use before somebody changes credentials, policy or settings. */
    REFUSED,

    /** The same call may succeed later. */
    UNAVAILABLE;

    /** Errors with other codes than their statuses let expect. The list is that of S3's API reference, "Error responses". */
    private static final Set<String> REFUSALS = Set.of(
            "NoSuchBucket",
            "ExpiredToken",
            "InvalidToken",
            "TokenRefreshRequired",
            "InvalidBucketName",
            "IllegalLocationConstraintException",
            "AuthorizationHeaderMalformed",
            "PermanentRedirect");

    /** Errors of the request's form that pass: the body did not arrive in time or whole. */
    private static final Set<String> PASSING = Set.of("RequestTimeout", "IncompleteBody", "BadDigest");

    static S3Failure of(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return isWithoutCredentials(e) ? REFUSED : UNAVAILABLE;
        }
        String code = code(answer);
        if (REFUSALS.contains(code)) {
            return REFUSED;
        }
        return switch (answer.statusCode()) {
            case 404 -> ABSENT;
            case 408, 409, 412, 429 -> UNAVAILABLE;
            default ->
                answer.statusCode() >= 300 && answer.statusCode() < 500 && !PASSING.contains(code)
                        ? REFUSED
                        : UNAVAILABLE;
        };
    }

    /** The SDK has no type of its own for this. */
    private static boolean isWithoutCredentials(SdkException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("unable to load credentials") || message.contains("unable to load region");
    }

    /** Returns one line about a failure: S3's code and words, without ids of the request. */
    static String describe(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            String code = code(answer);
            @Nullable AwsErrorDetails details = answer.awsErrorDetails();
            String words = details == null || details.errorMessage() == null ? "" : details.errorMessage();
            return ("S3 answers %d %s".formatted(answer.statusCode(), code).strip()
                            + (words.isEmpty() ? "" : ": " + words))
                    .replaceAll("\\s+", " ");
        }
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private static String code(AwsServiceException answer) {
        @Nullable AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
