package dev.pomona.indexer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import dev.pomona.indexer.evaluate.Evaluated;
import dev.pomona.indexer.featurise.FeaturisedPhoto;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.fit.FittedReduction;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.VersionWriter;
import dev.pomona.indexer.report.ReportWriter;
import dev.pomona.indexer.report.RunReport;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.reduction.Reduction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Writes everything a version consists of; the manifest last. */
record WriteStage(IndexParameters parameters, Progress progress, VersionWriter writer, NewVersion version) {

    /** Photos of each label on the map of the report. */
    private static final int MAPPED_PER_LABEL = 15;

    Manifest run(
            Dataset<FeaturisedPhoto> photos,
            Dataset<FeaturisedPhoto> indexed,
            Dataset<FeaturisedPhoto> asked,
            FittedReduction fitted,
            Evaluated evaluated,
            Optional<String> objection)
            throws IOException {
        writer.writeReduction(fitted.reduction());
        writer.writeVectors(indexed, fitted.reduction());
        if (parameters.publishing().keepFeatures()) {
            writer.writeFeatures(indexed, fitted.reduction());
            writer.writeQuestions(asked);
        }
        Dataset<FeaturisedPhoto> rejected = photos.filter(Featuriser.rejected());
        writer.writeRejects(rejected);
        Map<String, Long> rejects = counts(rejected, "reason");
        Manifest draft = manifest(counts(indexed, "label"), rejects, fitted, evaluated);
        writer.writeReport(new ReportWriter()
                .files(new RunReport(
                        draft,
                        rejects,
                        fitted.explainedVariance(),
                        evaluated.details(),
                        map(indexed, fitted.reduction()),
                        progress.timings(),
                        objection
                                .map(why -> "This version is kept but not current: " + why + ".")
                                .orElse("This version became the current one."))));
        writer.discardStaged();
        Manifest manifest = draft.withFiles(writer.files());
        writer.complete(manifest);
        return manifest;
    }

    /** The manifest as far as it is known before the files are counted. */
    private Manifest manifest(
            Map<String, Long> labels, Map<String, Long> rejects, FittedReduction fitted, Evaluated evaluated) {
        Reduction reduction = fitted.reduction();
        int components = reduction.components().length;
        return new Manifest(
                Manifest.FORMAT_VERSION,
                version.name(),
                version.started().toString(),
                version.fingerprint(),
                parameters.sources().photos(),
                parameters.forManifest(),
                new Manifest.Counts(total(labels), total(rejects), labels),
                new Manifest.ReductionSummary(
                        FeatureExtractor.DIMENSION,
                        components,
                        reduction.dimension(),
                        fitted.explainedVariance().subList(0, components)),
                evaluated.rules(),
                evaluated.evaluation(),
                List.of());
    }

    private static List<RunReport.MapPoint> map(Dataset<FeaturisedPhoto> indexed, Reduction reduction) {
        Dataset<FeaturisedPhoto> some = indexed.withColumn(
                        "rank", row_number().over(Window.partitionBy("label").orderBy(xxhash64(col("photo")))))
                .filter(col("rank").leq(MAPPED_PER_LABEL))
                .drop("rank")
                .as(Encoders.bean(FeaturisedPhoto.class));
        return some.collectAsList().stream()
                .map(photo -> {
                    float[] vector = reduction.reduce(photo.requireFeatures());
                    return new RunReport.MapPoint(photo.getLabel(), vector[0], vector.length > 1 ? vector[1] : 0);
                })
                .toList();
    }

    private static Map<String, Long> counts(Dataset<FeaturisedPhoto> photos, String column) {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : photos.groupBy(column).count().collectAsList()) {
            counts.put(row.getString(0), row.getLong(1));
        }
        return counts;
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
