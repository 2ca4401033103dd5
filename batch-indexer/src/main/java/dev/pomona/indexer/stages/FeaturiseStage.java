package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.featurise.FeaturisedPhoto;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.publish.VersionWriter;
import dev.pomona.model.index.Manifest;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** From files to features; what the current version of the index knows about the same bytes is taken over. */
public record FeaturiseStage(SparkSession spark, IndexParameters parameters, Progress progress) {

    /** All photos with their features, or as rejects, stored aside. */
    public Dataset<FeaturisedPhoto> run(
            Dataset<PhotoFile> files,
            NewVersion version,
            VersionWriter writer,
            PublishedIndex published,
            Optional<Manifest> current)
            throws Exception {
        IndexParameters.Network network = parameters.network();
        Featuriser featuriser = new Featuriser(spark, network.weights(), network.views());
        Optional<CachedFeatures> known = current.isPresent()
                ? published.features(current.get(), version.fingerprint(), network.views())
                : Optional.empty();
        Dataset<FeaturisedPhoto> photos = featuriser.unknown(files);
        if (known.isPresent()) {
            photos = recall(featuriser, photos, files.count(), known.get(), writer);
        }
        featurise(featuriser, photos, writer);
        Dataset<FeaturisedPhoto> staged = writer.staged();
        requireFewRejects(staged);
        return staged;
    }

    /** Stores what is known aside, and returns the rest. */
    private Dataset<FeaturisedPhoto> recall(
            Featuriser featuriser,
            Dataset<FeaturisedPhoto> photos,
            long count,
            CachedFeatures known,
            VersionWriter writer)
            throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("recalled");
        return progress.stage("recall", count, done::sum, () -> {
            Dataset<Row> located = known.locate(featuriser.hash(photos, done)).persist(StorageLevel.MEMORY_AND_DISK());
            // Once its size is known, Spark can send it to the features instead of sorting them.
            located.count();
            writer.stage(known.recall(located));
            Dataset<FeaturisedPhoto> missing = known.missing(located).persist(StorageLevel.MEMORY_AND_DISK());
            return missing.repartition(
                    ListStage.partitions(missing.count(), spark.sparkContext().defaultParallelism()));
        });
    }

    private void featurise(Featuriser featuriser, Dataset<FeaturisedPhoto> photos, VersionWriter writer)
            throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("featurised");
        long count = photos.count();
        progress.stage("featurise", count, done::sum, () -> {
            if (count > 0) {
                writer.stage(featuriser.featurise(photos, done));
            }
            return count;
        });
    }

    private void requireFewRejects(Dataset<FeaturisedPhoto> photos) {
        long all = photos.count();
        long rejects = photos.filter(Featuriser.rejected()).count();
        if (rejects > parameters.publishing().maxRejectShare() * all) {
            throw new IndexingException(
                    Failure.TOO_MANY_REJECTS, "%d of %d files cannot be used".formatted(rejects, all));
        }
    }
}
