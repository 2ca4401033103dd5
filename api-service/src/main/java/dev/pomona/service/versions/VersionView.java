package dev.pomona.service.versions;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import dev.pomona.model.recognition.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the index. Figures are null where its manifest cannot be read, or it is not complete.
 *
 * @param version its name, and that of the run that built it
 * @param createdAt when that run began
 * @param current whether it is the current one
 * @param complete whether it has all its files
 * @param problem why it cannot become current; null if it can
 * @param photos photos in it
 * @param rejects photos that could not be used
 * @param labels number of labels
 * @param bytes size of its files
 * @param evaluation how well it answers photos that it does not hold
 * @param thresholds from where answers are certain
 * @param violations checks of the quality gate that it failed
 * @param labelsGained labels that the current version does not have
 * @param labelsLost labels that only the current version has
 */
public record VersionView(
        String version,
        String createdAt,
        boolean current,
        boolean complete,
        @Nullable String problem,
        @Nullable Long photos,
        @Nullable Long rejects,
        @Nullable Integer labels,
        @Nullable Long bytes,
        Manifest.@Nullable Evaluation evaluation,
        @Nullable Thresholds thresholds,
        List<Violation> violations,
        List<String> labelsGained,
        List<String> labelsLost) {}
