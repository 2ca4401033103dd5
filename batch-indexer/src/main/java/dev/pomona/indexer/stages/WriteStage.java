package dev.pomona.indexer.stages;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.OutcomeTable;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.VersionTables;
import dev.pomona.indexer.report.MapSample;
import dev.pomona.indexer.report.ReportWriter;
import dev.pomona.indexer.report.RunReport;
import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.reduction.Reduction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Writes everything a version consists of but its manifest. */
public record WriteStage(IndexParameters parameters, Progress progress, NewVersion version, CardCatalogue catalogue) {

    /**
     * What the tables of a version hold.
     *
     * @param draft the manifest without its list of files
     * @param rejects number of rejects by reason
     * @param rejectExamples some names of rejects by reason
     * @param explainedVariance share of the variance each of all components explains, kept or not, largest first
     */
    public record Contents(
            Manifest draft,
            Map<String, Long> rejects,
            Map<String, List<String>> rejectExamples,
            List<Double> explainedVariance) {}

    /** Rejects of each reason that the report names. */
    private static final int EXAMPLES = 3;

    /** Writes the tables of a version. */
    public Contents tables(Dataset<PhotoRow> photos, Split split, FittedModel fitted, EvaluationResult evaluated)
            throws Exception {
        return progress.stage("write", () -> tables(photos, split.indexed(), split.queries(), fitted, evaluated));
    }

    private Contents tables(
            Dataset<PhotoRow> photos,
            Dataset<PhotoRow> indexed,
            Dataset<PhotoRow> queries,
            FittedModel fitted,
            EvaluationResult evaluated)
            throws IOException {
        VersionTables tables = version.tables();
        tables.writeReduction(fitted.reduction());
        if (evaluated.evaluation().accuracy() != null) {
            tables.writeClassifier(fitted.classifier());
        }
        Map<String, Long> labels = PhotoCounts.by("label", indexed);
        tables.writeVectors(indexed, fitted.reduction());
        AllPhotos.require("vectors", total(labels), tables.vectors().count());
        if (parameters.publishing().keepFeatures()) {
            tables.writeFeatures(indexed, fitted.reduction());
            AllPhotos.require("features", total(labels), tables.features().count());
            tables.writeQueries(queries);
        }
        if (parameters.exemplars().perLabel() > 0) {
            new ExemplarStage(parameters, progress, tables).run(indexed);
        }
        tables.writeOutcomes(OutcomeTable.of(photos.sparkSession(), evaluated.outcomes()));
        Dataset<PhotoRow> rejected = photos.filter(Featuriser.rejected());
        tables.writeRejects(rejected);
        Map<String, Long> rejects = PhotoCounts.by("reason", rejected);
        return new Contents(
                manifest(labels, rejects, fitted, evaluated), rejects, examples(rejected), fitted.explainedVariance());
    }

    /** Writes the report, and returns the manifest with all files: the version lacks nothing else. */
    public Manifest report(Contents contents, EvaluationResult evaluated, GateStage.Verdict verdict) throws Exception {
        return progress.stage("report", () -> complete(contents, evaluated, verdict));
    }

    private Manifest complete(Contents contents, EvaluationResult evaluated, GateStage.Verdict verdict)
            throws IOException {
        Manifest manifest = contents.draft().withViolations(verdict.violations());
        version.tables()
                .writeReport(new ReportWriter()
                        .files(new RunReport(
                                manifest,
                                contents.rejects(),
                                contents.rejectExamples(),
                                contents.explainedVariance(),
                                evaluated.details(),
                                MapSample.of(version.tables().vectors()),
                                progress.timings(),
                                verdict.comparison(),
                                cards(manifest.counts().labels().keySet()))));
        version.staging().discard();
        return manifest.withFiles(version.files().written());
    }

    /** Returns the id of the card of each label that has one. */
    private Map<String, String> cards(Set<String> labels) {
        Map<String, String> cards = new TreeMap<>();
        labels.forEach(label -> catalogue.cardOf(label).ifPresent(card -> cards.put(label, card.id())));
        return cards;
    }

    /** Returns the manifest without its list of files. */
    private Manifest manifest(
            Map<String, Long> labels, Map<String, Long> rejects, FittedModel fitted, EvaluationResult evaluated) {
        Reduction reduction = fitted.reduction();
        int components = reduction.components().length;
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version.name(),
                version.started().toString(),
                version.fingerprint(),
                parameters.sources().photos(),
                parameters.forManifest(),
                new Manifest.Counts(total(labels), total(rejects), labels, rejects),
                new Manifest.ReductionSummary(
                        version.backbone().dimension(),
                        components,
                        reduction.dimension(),
                        fitted.explainedVariance().subList(0, components)),
                evaluated.equals(EvaluationResult.NONE)
                        ? AnswerRules.unmeasured(version.backbone().thresholds())
                        : evaluated.rules(),
                evaluated.evaluation(),
                List.of(),
                List.of());
    }

    private static Map<String, List<String>> examples(Dataset<PhotoRow> rejected) {
        Map<String, List<String>> examples = new TreeMap<>();
        Dataset<Row> some = rejected.select("reason", "photo")
                .withColumn(
                        "rank", row_number().over(Window.partitionBy("reason").orderBy("photo")))
                .filter(col("rank").leq(EXAMPLES))
                .orderBy("reason", "rank");
        for (Row row : some.collectAsList()) {
            examples.computeIfAbsent(row.getString(0), reason -> new ArrayList<>())
                    .add(row.getString(1));
        }
        return examples;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
