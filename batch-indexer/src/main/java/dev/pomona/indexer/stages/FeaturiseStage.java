package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.LabelConflicts;
import dev.pomona.indexer.photos.LabelRule;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.RejectReasons;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.publish.StagingTable;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.StoreException;
import java.util.Map;
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
            Listing listing, NewVersion version, PublishedIndex published, Optional<Manifest> current)
            throws Exception {
        IndexParameters.Network network = parameters.network();
        int queryViews = parameters.heldOut().views();
        Featuriser featuriser = new Featuriser(spark, network.backbone(), network.views(), queryViews);
        Optional<CachedFeatures> cached = current.isPresent()
                ? published.features(current.get(), version.fingerprint(), network.views(), queryViews)
                : Optional.empty();
        if (cached.isPresent()) {
            reuse(featuriser, listing, cached.get(), version.staging());
        } else {
            featurise(featuriser, listing.files(), listing.count(), version.staging());
        }
        Dataset<PhotoRow> staged = version.staging().photos();
        long all = staged.count();
        AllPhotos.require("the staging table", listing.count(), all);
        requireFewRejects(staged, all, version);
        LabelConflicts.warning(staged).ifPresent(warning -> progress.say("warning: " + warning));
        return staged;
    }

    /** Stages the photos whose features are cached, and featurises the others. */
    private void reuse(Featuriser featuriser, Listing listing, CachedFeatures cached, StagingTable staging)
            throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("reused");
        Dataset<Row> located =
                cached.locate(featuriser.hash(listing.files(), done)).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Dataset<PhotoRow> missing = progress.stage("reuse", listing.count(), done::sum, () -> {
                // Once its size is known, Spark can broadcast it instead of sorting the features.
                located.count();
                staging.add(cached.reuse(located));
                return cached.missing(located);
            });
            long count = missing.count();
            featurise(
                    featuriser,
                    missing.repartition(
                            ListStage.partitions(count, spark.sparkContext().defaultParallelism())),
                    count,
                    staging);
        } finally {
            located.unpersist();
        }
    }

    private void featurise(Featuriser featuriser, Dataset<PhotoRow> photos, long count, StagingTable staging)
            throws Exception {
        LongAccumulator done = spark.sparkContext().longAccumulator("featurised");
        LongAccumulator rejected = spark.sparkContext().longAccumulator("rejected");
        progress.rejects(rejected::sum);
        progress.stage("featurise", count, done::sum, () -> {
            if (count > 0) {
                staging.add(featuriser.featurise(photos, done, rejected));
            }
            return count;
        });
    }

    private void requireFewRejects(Dataset<PhotoRow> photos, long all, NewVersion version) throws StoreException {
        Dataset<PhotoRow> rejected = photos.filter(Featuriser.rejected());
        RejectReasons reasons = RejectReasons.of(rejected);
        reasons.lines().forEach(line -> progress.say("rejected: " + line));
        Map<String, Long> counts = reasons.counts();
        long misplaced = counts.getOrDefault(LabelRule.NO_LABEL_FOLDER, 0L);
        long rejects = counts.values().stream().mapToLong(Long::longValue).sum();
        progress.rejects(() -> rejects);
        boolean none = rejects == all;
        if (none || rejects - misplaced > parameters.publishing().maxRejectShare() * (all - misplaced)) {
            throw new IndexingException(
                    Failure.TOO_MANY_REJECTS,
                    "%d of %d files cannot be used: %s; %s lists them%s"
                            .formatted(
                                    rejects,
                                    all,
                                    counts,
                                    version.rejectList().write(rejected),
                                    none ? "" : "; --max-reject-share goes on without them"));
        }
    }
}
