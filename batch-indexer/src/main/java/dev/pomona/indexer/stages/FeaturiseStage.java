package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.publish.StagingTable;
import dev.pomona.model.index.Manifest;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Turns files into features; takes over those that the current version of the index holds for the same bytes. */
public record FeaturiseStage(SparkSession spark, IndexParameters parameters, Progress progress) {

    /** Returns all photos with their features, or as rejects, from the staging table. */
    public Dataset<PhotoRow> run(
            Dataset<PhotoRow> files, NewVersion version, PublishedIndex published, Optional<Manifest> current)
            throws Exception {
        IndexParameters.Network network = parameters.network();
        Featuriser featuriser = new Featuriser(spark, network.weights(), network.views());
        Optional<CachedFeatures> cached = current.isPresent()
                ? published.features(current.get(), version.fingerprint(), network.views())
                : Optional.empty();
        Dataset<PhotoRow> photos = files;
        if (cached.isPresent()) {
            photos = reuse(featuriser, photos, files.count(), cached.get(), version.staging());
        }
        featurise(featuriser, photos, version.staging());
        Dataset<PhotoRow> staged = version.staging().photos();
        requireFewRejects(staged);
        return staged;
    }

    /** Stages the photos with cached features, and returns the others. */
    private Dataset<PhotoRow> reuse(
            Featuriser featuriser, Dataset<PhotoRow> photos, long count, CachedFeatures cached, StagingTable staging)
            throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("reused");
        return progress.stage("reuse", count, done::sum, () -> {
            Dataset<Row> located = cached.locate(featuriser.hash(photos, done)).persist(StorageLevel.MEMORY_AND_DISK());
            // Once its size is known, Spark can broadcast it instead of sorting the features.
            located.count();
            staging.add(cached.reuse(located));
            Dataset<PhotoRow> missing = cached.missing(located).persist(StorageLevel.MEMORY_AND_DISK());
            return missing.repartition(
                    ListStage.partitions(missing.count(), spark.sparkContext().defaultParallelism()));
        });
    }

    private void featurise(Featuriser featuriser, Dataset<PhotoRow> photos, StagingTable staging) throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("featurised");
        long count = photos.count();
        progress.stage("featurise", count, done::sum, () -> {
            if (count > 0) {
                staging.add(featuriser.featurise(photos, done));
            }
            return count;
        });
    }

    private void requireFewRejects(Dataset<PhotoRow> photos) {
        long all = photos.count();
        long rejects = photos.filter(Featuriser.rejected()).count();
        if (rejects > parameters.publishing().maxRejectShare() * all) {
            throw new IndexingException(
                    Failure.TOO_MANY_REJECTS, "%d of %d files cannot be used".formatted(rejects, all));
        }
    }
}
