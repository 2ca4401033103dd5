package dev.pomona.indexer.failure;

import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.index.InvalidIndexException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;

/** Finds what an operator can act on in the causes of an exception, however deep Spark has buried it. */
public final class FailureMapper {

    private static final int MAX_CAUSES = 50;

    private FailureMapper() {}

    /** A failure and the sentence that says what it is about. */
    public record Found(Failure failure, String message) {}

    /** The failure; empty where the fault is more likely ours. */
    public static Optional<Found> exception(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        return causes.stream()
                .map(FailureMapper::ofOne)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Found> ofOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String firstLine = message.lines().findFirst().orElse("");
        if (cause instanceof IndexingException known) {
            return Optional.of(new Found(known.failure(), firstLine));
        }
        String lower = message.toLowerCase(Locale.ROOT);
        if (cause instanceof IOException && (lower.contains("no space left") || lower.contains("disk quota"))) {
            return Optional.of(new Found(Failure.DISK_FULL, firstLine));
        }
        if (cause instanceof AccessControlException
                || cause instanceof AccessDeniedException
                || (cause instanceof IOException && lower.contains("permission denied"))) {
            return Optional.of(new Found(Failure.NO_PERMISSION, "no permission: " + firstLine));
        }
        if (cause instanceof FileNotFoundException
                || cause instanceof IllegalArgumentException
                || cause instanceof InvalidWeightsException
                || cause instanceof InvalidIndexException) {
            return Optional.of(new Found(Failure.UNUSABLE_REQUEST, firstLine));
        }
        return Optional.empty();
    }
}
