package dev.pomona.indexer.failure;

import dev.pomona.model.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;

/**
 * Maps an exception to the failure that it means, by its causes: Spark wraps what a task throws. What an operator can act
 * on is an {@link IndexingException} from where it was checked, a full disk, a missing permission or an unavailable store; anything else is
 * {@link Failure#INTERNAL}.
 */
public final class FailureMapper {

    private static final int MAX_CAUSES = 50;

    private FailureMapper() {}

    /**
     * A failure and the line that tells an operator about it.
     *
     * @param message one line
     */
    public record MappedFailure(Failure failure, String message) {}

    /** Maps an exception. */
    public static MappedFailure map(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        return causes.stream()
                .map(FailureMapper::ofOne)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> causes.stream()
                        .filter(e -> e instanceof StoreException.Unavailable || BucketFailure.isOfBucket(e))
                        .findFirst()
                        .filter(e -> causes.stream().noneMatch(FileNotFoundException.class::isInstance))
                        .map(e -> new MappedFailure(
                                Failure.STORAGE_UNAVAILABLE, firstLine(String.valueOf(e.getMessage())))))
                .orElseGet(
                        () -> new MappedFailure(Failure.INTERNAL, "internal error: " + firstLine(thrown.toString())));
    }

    private static Optional<MappedFailure> ofOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof IndexingException failed) {
            return Optional.of(new MappedFailure(failed.failure(), firstLine(message)));
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (cause instanceof IOException && lower.contains("unable to load region")) {
            return Optional.of(new MappedFailure(
                    Failure.UNUSABLE_REQUEST, "there is no AWS region: set AWS_REGION, or one in the profile"));
        }
        if (cause instanceof IOException && lower.contains("unable to load credentials")) {
            return Optional.of(new MappedFailure(
                    Failure.NO_PERMISSION,
                    "no permission: there are no AWS credentials in the environment, a profile or a role"));
        }
        if (cause instanceof IOException && (lower.contains("no space left") || lower.contains("disk quota"))) {
            return Optional.of(new MappedFailure(Failure.DISK_FULL, firstLine(message)));
        }
        if (cause instanceof AccessControlException
                || cause instanceof AccessDeniedException
                || (cause instanceof IOException && lower.contains("permission denied"))) {
            return Optional.of(new MappedFailure(Failure.NO_PERMISSION, "no permission: " + firstLine(message)));
        }
        return BucketFailure.lasting(cause).map(failure -> new MappedFailure(failure, firstLine(message)));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
