package dev.pomona.model.index;

import dev.pomona.model.recognition.AnswerRules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version of an index is made of.
 *
 * @param formatVersion {@value #FORMAT_VERSION}; readers refuse any other
 * @param version name of the version
 * @param createdAt when the job that made it began, ISO 8601 UTC
 * @param fingerprint the feature extractor it was made with; readers with another one refuse the index
 * @param sources where the photos were read
 * @param parameters what the operator asked for
 * @param counts photos indexed and rejected
 * @param reduction sizes of the reduction
 * @param answerRules how neighbours become an answer
 * @param evaluation what held-out photos say about the index
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
        List<IndexFile> files) {

    public static final int FORMAT_VERSION = 1;

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
        files = List.copyOf(files);
    }

    /** The same manifest with this list of files. */
    public Manifest withFiles(List<IndexFile> written) {
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
                written);
    }

    /**
     * What the operator asked for.
     *
     * @param views views of a photo that were featurised for the index
     * @param askedViews views of a held-out photo that were asked
     * @param variance share of the variance the components had to explain, 0 to 1
     * @param components number of components asked for; null to go by the variance
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
            int askedViews,
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
     */
    public record Counts(long photos, long rejects, Map<String, Long> labels) {

        public Counts {
            labels = new TreeMap<>(labels);
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
     * What held-out photos say about the index.
     *
     * @param source what was held out
     * @param photos photos asked
     * @param top1 share whose first candidate was right
     * @param top5 share with the right label among the first five
     * @param recognised share answered without reservation
     * @param recognisedRight share of those that were right
     * @param unknown share taken for no fruit, though they are
     * @param calibrationError expected calibration error of the first candidate, ten bins (Guo et al. 2017); from fits
     *     that did not see the photo
     * @param negatives photos of no fruit that were asked
     * @param falseAccepts share of these that were not taken for unknown; 0 without negatives
     * @param auroc how well the similarity of the nearest photo tells fruit from these, 0.5 to 1; 0 without negatives
     */
    public record Evaluation(
            String source,
            long photos,
            double top1,
            double top5,
            double recognised,
            double recognisedRight,
            double unknown,
            double calibrationError,
            long negatives,
            double falseAccepts,
            double auroc) {

        /** Where nothing was held out. */
        public static final Evaluation NONE = new Evaluation("nothing", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * One file of the version.
     *
     * @param path path below the version's folder, separated by {@code /}
     * @param bytes its length
     * @param sha256 64 hexadecimal digits
     */
    public record IndexFile(String path, long bytes, String sha256) {}
}
