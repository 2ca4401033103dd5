package dev.pomona.model.index;

import dev.pomona.model.recognition.AnswerRules;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a version of an index.
 *
 * @param formatVersion {@value #FORMAT_VERSION}; readers refuse any other
 * @param version name of the version
 * @param createdAt when the run that built it began, ISO 8601 UTC
 * @param fingerprint the feature extractor that it was built with; readers with another one refuse the index
 * @param sources where the photos were read
 * @param parameters what the operator requested
 * @param counts photos indexed and rejected
 * @param reduction sizes of the reduction
 * @param answerRules how neighbours become an answer
 * @param evaluation how well the index answers photos that it does not hold
 * @param violations checks of the quality gate that the version failed; it became current only if all are allowed
 * @param files every file of the version but this one
 */
public record Manifest(
        int formatVersion,
        String version,
        String createdAt,
        String fingerprint,
        List<String> sources,
        Parameters parameters,
        Counts counts,
        ReductionSummary reduction,
        AnswerRules answerRules,
        Evaluation evaluation,
        List<Violation> violations,
        List<IndexFile> files) {

    public static final int FORMAT_VERSION = 4;

    public Manifest {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(reduction, "reduction");
        Objects.requireNonNull(answerRules, "answerRules");
        Objects.requireNonNull(evaluation, "evaluation");
        sources = List.copyOf(sources);
        violations = violations == null ? List.of() : List.copyOf(violations);
        files = List.copyOf(files);
    }

    /** Returns whether the quality gate let the version become current. */
    public boolean passed() {
        return violations.stream().allMatch(Violation::allowed);
    }

    /** Returns the same manifest with these violations. */
    public Manifest withViolations(List<Violation> found) {
        return with(found, files);
    }

    /** Returns the same manifest with this list of files. */
    public Manifest withFiles(List<IndexFile> written) {
        return with(violations, written);
    }

    private Manifest with(List<Violation> newViolations, List<IndexFile> newFiles) {
        return new Manifest(
                formatVersion,
                version,
                createdAt,
                fingerprint,
                sources,
                parameters,
                counts,
                reduction,
                answerRules,
                evaluation,
                newViolations,
                newFiles);
    }

    /**
     * What the operator requested.
     *
     * @param views views of a photo that were featurised for the index
     * @param queryViews views of a query photo
     * @param variance share of the variance the components had to explain, 0 to 1
     * @param components number of components; null to go by the variance
     * @param discriminant {@code lda} or {@code none}
     * @param shrinkage regularisation of the discriminant, 0 to 1
     * @param include globs of photo paths that were taken; empty for all
     * @param exclude globs of photo paths that were left out
     * @param labelFrom where labels were read
     * @param perLabel most photos of a label; null for all
     * @param groupFrom regular expression that tells which photos were taken together; null for none
     */
    public record Parameters(
            int views,
            int queryViews,
            double variance,
            @Nullable Integer components,
            String discriminant,
            double shrinkage,
            List<String> include,
            List<String> exclude,
            String labelFrom,
            @Nullable Integer perLabel,
            @Nullable String groupFrom) {}

    /**
     * Photos indexed and rejected.
     *
     * @param photos photos in the index
     * @param rejects photos that could not be used
     * @param labels photos of each label, by label
     * @param rejectReasons rejects of each reason, by reason
     */
    public record Counts(long photos, long rejects, Map<String, Long> labels, Map<String, Long> rejectReasons) {

        // The manifests of earlier versions have no reasons.
        @SuppressWarnings("ConstantValue")
        public Counts {
            labels = new TreeMap<>(labels);
            rejectReasons = rejectReasons == null ? new TreeMap<>() : new TreeMap<>(rejectReasons);
        }
    }

    /**
     * Sizes of the reduction.
     *
     * @param features numbers a view before the reduction
     * @param components principal components kept
     * @param dimension numbers of a reduced vector
     * @param explainedVariance share of the variance that each kept component explains, largest first
     */
    public record ReductionSummary(int features, int components, int dimension, List<Double> explainedVariance) {}

    /**
     * How well the index answers the evaluation set: photos that it does not hold.
     *
     * @param source what the evaluation set is
     * @param accuracy figures of query photos of indexed labels; null if there were none
     * @param outOfDistribution figures of photos of other things; null if there were none
     * @param unseenKinds figures of fruit of kinds that are not indexed; null where they were not measured
     * @param sources figures of each source of the evaluation set, where there were several
     * @param notes what was not measured, in words
     */
    public record Evaluation(
            String source,
            @Nullable Accuracy accuracy,
            @Nullable OutOfDistribution outOfDistribution,
            @Nullable UnseenKinds unseenKinds,
            List<SourceAccuracy> sources,
            List<String> notes) {

        /** Without an evaluation set. */
        public static final Evaluation NONE = new Evaluation(
                "nothing",
                null,
                null,
                null,
                List.of(),
                List.of(
                        "nothing was held out, so nothing was measured: confidence and thresholds are the default ones"));

        // The manifests of earlier versions have no sources or notes.
        @SuppressWarnings("ConstantValue")
        public Evaluation {
            sources = sources == null ? List.of() : List.copyOf(sources);
            notes = notes == null ? List.of() : List.copyOf(notes);
        }
    }

    /**
     * Figures of fruit that the index does not know, measured by leaving the kinds of the queries out of it, a third at a time.
     *
     * @param queries number of photos
     * @param unknown share answered with UNKNOWN, 0 to 1
     * @param recognised share whose label is RECOGNISED, wrongly
     * @param kindsRecognised share whose kind is recognised, wrongly
     */
    public record UnseenKinds(long queries, double unknown, double recognised, double kindsRecognised) {}

    /**
     * Figures of the query photos of one source, under calibration and thresholds measured on the other sources.
     *
     * @param name name of the source
     * @param labels figures of the first candidate label
     * @param kinds figures of the first kind of fruit, whatever the variety; without a calibration error
     * @param auroc area under the ROC curve of the familiarity, these photos against the negatives; null without negatives
     */
    public record SourceAccuracy(
            String name,
            Accuracy labels,
            Accuracy kinds,
            @Nullable Double auroc) {}

    /**
     * Figures of query photos of indexed labels; all shares are 0 to 1.
     *
     * @param queries number of photos
     * @param top1 share whose first candidate was right
     * @param top5 share with the right label among the first five
     * @param recognised share answered with RECOGNISED
     * @param precisionAtRecognised share of those that were right; null if there were none
     * @param unknown share answered with UNKNOWN
     * @param calibrationError expected calibration error of the first candidate, ten bins (Guo et al. 2017), under
     *     calibrations that were fitted without the photo; null if there were none
     */
    public record Accuracy(
            long queries,
            double top1,
            double top5,
            double recognised,
            @Nullable Double precisionAtRecognised,
            double unknown,
            @Nullable Double calibrationError) {}

    /**
     * Figures of photos of things that are no fruit (negatives).
     *
     * @param queries number of photos
     * @param falseAcceptRate share not answered with UNKNOWN, 0 to 1
     * @param bundled of these, how many are feature vectors that come with the indexer; null in an index of an
     *     earlier version
     * @param recognised share whose kind is recognised, wrongly; null likewise
     * @param auroc area under the ROC curve of the familiarity, fruit against these, 0.5 to 1
     */
    public record OutOfDistribution(
            long queries,
            @Nullable Long bundled,
            double falseAcceptRate,
            @Nullable Double recognised,
            double auroc) {}

    /**
     * One file of the version.
     *
     * @param path path below the version's folder, separated by {@code /}
     * @param bytes its length
     * @param sha256 64 hexadecimal digits
     */
    public record IndexFile(String path, long bytes, String sha256) implements Serializable {}
}
