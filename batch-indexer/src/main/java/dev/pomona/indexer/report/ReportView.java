package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.indexer.gate.QualityGate;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The view model of {@code report.mustache}: numbers are formatted, tables are cut, everything else is the template's.
 * A part that is null is one the run did without.
 */
record ReportView(
        Manifest manifest,
        boolean passed,
        @Nullable Comparison comparison,
        Indexed indexed,
        @Nullable HeldOut heldOut,
        Table<Source> sources,
        @Nullable Unseen unseenKinds,
        @Nullable Negatives negatives,
        ThresholdsInUse thresholds,
        @Nullable Calibration calibration,
        Table<ConfusionRow> confusions,
        Table<Label> labels,
        @Nullable Variance variance,
        @Nullable PhotoMap map,
        Table<Reject> rejects,
        Table<Stage> stages,
        String duration,
        String css,
        String metrics) {

    private static final int MOST_CONFUSIONS = 30;
    private static final int MOST_LABELS = 150;
    private static final int MOST_REJECTS = 50;
    private static final int MOST_SOURCES = 50;
    private static final int MOST_STAGES = 100;

    static ReportView of(RunReport report, Plots plots, String css) {
        Manifest manifest = report.manifest();
        Manifest.@Nullable Accuracy accuracy = manifest.evaluation().accuracy();
        Manifest.@Nullable OutOfDistribution negatives = manifest.evaluation().outOfDistribution();
        EvaluationSet set = report.heldOut().set();
        double seconds = report.stageSeconds().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new ReportView(
                manifest,
                QualityGate.passes(manifest.violations()),
                report.comparison().pairs() == 0 ? null : Comparison.of(report.comparison()),
                Indexed.of(manifest),
                accuracy == null ? null : HeldOut.of(accuracy, set),
                Table.of(
                        MOST_SOURCES,
                        manifest.evaluation().sources().stream().map(Source::of).toList()),
                manifest.evaluation().unseenKinds() == null
                        ? null
                        : Unseen.of(manifest.evaluation().unseenKinds()),
                negatives == null ? null : Negatives.of(negatives, set),
                ThresholdsInUse.of(manifest),
                report.heldOut().calibration().isEmpty()
                        ? null
                        : new Calibration(
                                report.heldOut().crossFitted(),
                                PlotImage.of(() -> plots.calibration().apply(report))),
                confusions(report.heldOut()),
                Table.of(
                        MOST_LABELS, LabelRow.of(report).stream().map(Label::of).toList()),
                report.explainedVariance().isEmpty() ? null : Variance.of(report, plots),
                PhotoMap.of(report, plots),
                rejects(report),
                Table.of(
                        MOST_STAGES,
                        report.stageSeconds().entrySet().stream()
                                .map(stage -> Stage.of(stage.getKey(), stage.getValue(), seconds))
                                .toList()),
                Numbers.duration(seconds),
                css,
                ReportWriter.METRICS);
    }

    private static Table<ConfusionRow> confusions(EvaluationResult.Details details) {
        Map<String, Long> queries = details.labels().stream()
                .collect(Collectors.toMap(LabelResult::label, LabelResult::queries, Long::sum));
        return Table.of(
                MOST_CONFUSIONS,
                details.confusions().stream()
                        .map(confusion -> new ConfusionRow(
                                confusion.label(),
                                confusion.answer(),
                                Numbers.count(confusion.queries()),
                                Numbers.percent(confusion.queries(), queries.getOrDefault(confusion.label(), 0L))))
                        .toList());
    }

    private static Table<Reject> rejects(RunReport report) {
        long all = report.rejects().values().stream().mapToLong(Long::longValue).sum();
        return Table.of(
                MOST_REJECTS,
                report.rejects().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(reason -> new Reject(
                                reason.getKey(),
                                Numbers.count(reason.getValue()),
                                Numbers.percent(reason.getValue(), all),
                                bar((double) reason.getValue() / all),
                                report.rejectExamples().getOrDefault(reason.getKey(), List.of())))
                        .toList());
    }

    /** The length of a bar in per cent of its cell, for a share from 0 to 1. */
    private static long bar(double share) {
        return Double.isFinite(share) ? Math.round(100 * Math.max(0, Math.min(1, share))) : 0;
    }

    /** The first rows of a table, and where there are more, how many of how many. */
    record Table<T>(List<T> rows, boolean any, boolean cut, String shown, String all) {

        static <T> Table<T> of(int most, List<T> rows) {
            List<T> first = rows.subList(0, Math.min(most, rows.size()));
            return new Table<>(
                    first,
                    !rows.isEmpty(),
                    rows.size() > most,
                    Numbers.count(first.size()),
                    Numbers.count(rows.size()));
        }
    }

    record Comparison(String pairs, String onlyCurrent, String onlyNew, String pValue) {

        static Comparison of(PairedComparison comparison) {
            return new Comparison(
                    Numbers.count(comparison.pairs()),
                    Numbers.count(comparison.onlyCurrent()),
                    Numbers.count(comparison.onlyNew()),
                    Numbers.decimal(comparison.pValue()));
        }
    }

    record Indexed(
            String photos,
            String labels,
            String rejects,
            String dimension,
            String features,
            String components,
            String variance) {

        static Indexed of(Manifest manifest) {
            return new Indexed(
                    Numbers.count(manifest.counts().photos()),
                    Numbers.count(manifest.counts().labels().size()),
                    Numbers.count(manifest.counts().rejects()),
                    Numbers.count(manifest.reduction().dimension()),
                    Numbers.count(manifest.reduction().features()),
                    Numbers.count(manifest.reduction().components()),
                    Numbers.percent(manifest.parameters().variance()));
        }
    }

    record HeldOut(
            String queries,
            @Nullable String sampledFrom,
            @Nullable String otherLabels,
            String top1,
            String top5,
            String recognised,
            String precision,
            String unknown,
            String calibrationError) {

        static HeldOut of(Manifest.Accuracy accuracy, EvaluationSet set) {
            return new HeldOut(
                    Numbers.count(accuracy.queries()),
                    set.queries() < set.available() ? Numbers.count(set.available()) : null,
                    set.otherLabels() > 0 ? Numbers.count(set.otherLabels()) : null,
                    Numbers.percent(accuracy.top1()),
                    Numbers.percent(accuracy.top5()),
                    Numbers.percent(accuracy.recognised()),
                    percent(accuracy.precisionAtRecognised()),
                    Numbers.percent(accuracy.unknown()),
                    percent(accuracy.calibrationError()));
        }
    }

    record Source(
            String name,
            String queries,
            String label,
            String kind,
            String recognised,
            String precision,
            String recognisedKind,
            String precisionOfKind,
            String unknown) {

        static Source of(Manifest.SourceAccuracy source) {
            Manifest.Accuracy labels = source.labels();
            Manifest.Accuracy kinds = source.kinds();
            return new Source(
                    source.name(),
                    Numbers.count(labels.queries()),
                    Numbers.percent(labels.top1()),
                    Numbers.percent(kinds.top1()),
                    Numbers.percent(labels.recognised()),
                    percent(labels.precisionAtRecognised()),
                    Numbers.percent(kinds.recognised()),
                    percent(kinds.precisionAtRecognised()),
                    Numbers.percent(labels.unknown()));
        }
    }

    record Unseen(String queries, String unknown, String recognised, String kindsRecognised) {

        static Unseen of(Manifest.UnseenKinds unseen) {
            return new Unseen(
                    Numbers.count(unseen.queries()),
                    Numbers.percent(unseen.unknown()),
                    Numbers.percent(unseen.recognised()),
                    Numbers.percent(unseen.kindsRecognised()));
        }
    }

    private static String percent(@Nullable Double share) {
        return share == null ? Numbers.NONE : Numbers.percent(share);
    }

    record Negatives(
            String queries,
            @Nullable String bundled,
            @Nullable String sampledFrom,
            String falseAccepts,
            String recognised,
            String auroc) {

        static Negatives of(Manifest.OutOfDistribution negatives, EvaluationSet set) {
            return new Negatives(
                    Numbers.count(negatives.queries()),
                    negatives.bundled() != null && negatives.bundled() > 0 ? Numbers.count(negatives.bundled()) : null,
                    set.negatives() < set.availableNegatives() ? Numbers.count(set.availableNegatives()) : null,
                    Numbers.percent(negatives.falseAcceptRate()),
                    percent(negatives.recognised()),
                    Numbers.decimal(negatives.auroc()));
        }
    }

    record ThresholdsInUse(
            boolean measured, String unknownBelow, String familiarFrom, String recognisedFrom, String kindFrom) {

        static ThresholdsInUse of(Manifest manifest) {
            Thresholds thresholds = manifest.answerRules().thresholds();
            boolean measured = manifest.evaluation().accuracy() != null;
            return new ThresholdsInUse(
                    measured,
                    Numbers.decimal(thresholds.unknownBelow()),
                    Numbers.decimal(thresholds.familiarFrom()),
                    Numbers.decimal(thresholds.recognisedFrom()),
                    Numbers.decimal(thresholds.kindRecognisedFrom()));
        }
    }

    record Calibration(boolean crossFitted, PlotImage plot) {}

    record ConfusionRow(String label, String answer, String queries, String share) {}

    record Label(
            String label,
            String card,
            String indexed,
            String queries,
            String correct,
            String amongFive,
            String accuracy,
            @Nullable Long bar) {

        static Label of(LabelRow row) {
            LabelResult result = row.result();
            boolean queried = row.hasQueries();
            return new Label(
                    result.label(),
                    row.card().isEmpty() ? Numbers.NONE : row.card(),
                    Numbers.count(row.indexed()),
                    queried ? Numbers.count(result.queries()) : Numbers.NONE,
                    queried ? Numbers.count(result.correct()) : Numbers.NONE,
                    queried ? Numbers.count(result.amongFive()) : Numbers.NONE,
                    Numbers.percent(result.correct(), result.queries()),
                    queried ? ReportView.bar(row.accuracy()) : null);
        }
    }

    record Variance(
            String kept,
            String all,
            String explained,
            @Nullable Elbow elbow,
            PlotImage plot) {

        static Variance of(RunReport report, Plots plots) {
            CumulativeVariance variance = new CumulativeVariance(report.explainedVariance());
            int kept = report.manifest().reduction().components();
            OptionalInt elbow = variance.elbow();
            return new Variance(
                    Numbers.count(kept),
                    Numbers.count(variance.components()),
                    Numbers.percent(variance.explainedBy(kept)),
                    elbow.isEmpty()
                            ? null
                            : new Elbow(
                                    Numbers.count(elbow.getAsInt()),
                                    Numbers.percent(variance.explainedBy(elbow.getAsInt()))),
                    PlotImage.of(() -> plots.scree().apply(report)));
        }
    }

    record Elbow(String components, String explained) {}

    record PhotoMap(String axis, @Nullable String coloured, String others, PlotImage plot) {

        static @Nullable PhotoMap of(RunReport report, Plots plots) {
            MapGroups groups = MapGroups.of(report);
            return groups.coloured().isEmpty()
                    ? null
                    : new PhotoMap(
                            MapGroups.axis(report),
                            groups.otherLabels() == 0 ? null : coloured(groups),
                            Numbers.count(groups.otherLabels()),
                            PlotImage.of(() -> plots.map().apply(report)));
        }

        private static String coloured(MapGroups groups) {
            int others = groups.coloured().size() - groups.confused();
            String spread = "%d labels spread over the alphabet".formatted(others);
            String confused = "the %d labels most often confused".formatted(groups.confused());
            return groups.confused() == 0 ? spread : others == 0 ? confused : confused + " and " + spread;
        }
    }

    record Reject(String reason, String photos, String share, long bar, List<String> examples) {}

    record Stage(String name, String duration, String share, long bar) {

        static Stage of(String name, double seconds, double all) {
            return new Stage(
                    name, Numbers.duration(seconds), Numbers.percent(seconds / all), ReportView.bar(seconds / all));
        }
    }
}
