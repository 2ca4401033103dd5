package dev.pomona.indexer.cli;

import dev.pomona.model.index.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last lines of a run: what was indexed, how good it is, what was not measured, what was rejected, and how to go on. */
final class RunSummary {

    private RunSummary() {}

    /**
     * Returns the lines.
     *
     * @param index root of the index
     * @param backbone location of the network; null for the bundled one
     */
    static List<String> lines(Manifest manifest, String index, @Nullable String backbone) {
        List<String> lines = new ArrayList<>();
        lines.add("version %s: %d photos of %d labels, %d rejected, %d components, %d dimensions"
                .formatted(
                        manifest.version(),
                        manifest.counts().photos(),
                        manifest.counts().labels().size(),
                        manifest.counts().rejects(),
                        manifest.reduction().components(),
                        manifest.reduction().dimension()));
        addEvaluation(manifest.evaluation(), lines);
        if (manifest.counts().rejects() > 0) {
            lines.add("rejected: " + reasons(manifest.counts().rejectReasons()));
        }
        lines.add("report: %s/versions/%s/report/index.html".formatted(index, manifest.version()));
        lines.add("serve it: java -jar pomona-service.jar --pomona.index.location=%s%s"
                .formatted(index, backbone == null ? "" : " --pomona.model.backbone=" + backbone));
        return lines;
    }

    private static void addEvaluation(Manifest.Evaluation evaluation, List<String> lines) {
        Manifest.@Nullable Accuracy accuracy = evaluation.accuracy();
        if (accuracy != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "evaluated on %d photos (%s): top-1 accuracy %.1f %%, top-5 %.1f %%; RECOGNISED %.1f %%%s;"
                            + " UNKNOWN %.1f %%",
                    accuracy.queries(),
                    evaluation.source(),
                    100 * accuracy.top1(),
                    100 * accuracy.top5(),
                    100 * accuracy.recognised(),
                    precision(accuracy),
                    100 * accuracy.unknown()));
        }
        evaluation.sources().stream()
                .min(Comparator.comparingDouble(source -> source.kinds().top1()))
                .ifPresent(worst -> lines.add(String.format(
                        Locale.ROOT,
                        "the worst of %d sources, judged by the others: %s, %d photos: kind right %.1f %%; recognised"
                                + " %.1f %%%s",
                        evaluation.sources().size(),
                        worst.name(),
                        worst.kinds().queries(),
                        100 * worst.kinds().top1(),
                        100 * worst.kinds().recognised(),
                        precision(worst.kinds()))));
        Manifest.@Nullable UnseenKinds unseen = evaluation.unseenKinds();
        if (unseen != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d photos queried without their kind in the index: UNKNOWN %.1f %%, recognised as another %.1f %%",
                    unseen.queries(),
                    100 * unseen.unknown(),
                    100 * unseen.kindsRecognised()));
        }
        Manifest.@Nullable OutOfDistribution negatives = evaluation.outOfDistribution();
        if (negatives != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d negatives (%d of them bundled): AUROC %.3f, %.1f %% not UNKNOWN, %.1f %% recognised",
                    negatives.queries(),
                    Objects.requireNonNullElse(negatives.bundled(), 0L),
                    negatives.auroc(),
                    100 * negatives.falseAcceptRate(),
                    100 * Objects.requireNonNullElse(negatives.recognised(), 0.0)));
        }
        evaluation.notes().forEach(note -> lines.add("note: " + note));
    }

    private static String precision(Manifest.Accuracy accuracy) {
        return accuracy.precisionAtRecognised() == null
                ? ""
                : String.format(Locale.ROOT, ", precision of these %.1f %%", 100 * accuracy.precisionAtRecognised());
    }

    /** Returns the most frequent reasons first. */
    private static String reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
    }
}
