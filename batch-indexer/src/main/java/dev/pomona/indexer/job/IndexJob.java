package dev.pomona.indexer.job;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.NetworkPreload;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.progress.RecordedProgress;
import dev.pomona.indexer.progress.RecordedRun;
import dev.pomona.indexer.publish.IncompleteVersions;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.stages.FeaturiseStage;
import dev.pomona.indexer.stages.FitStage;
import dev.pomona.indexer.stages.ListStage;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.Stores;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The whole job: photos in, a new version of the index out. */
public final class IndexJob {

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final Progress shown;

    public IndexJob(SparkSession spark, IndexParameters parameters, Progress progress) {
        this.spark = spark;
        this.parameters = parameters;
        this.shown = progress;
    }

    /**
     * Runs the job.
     *
     * @return the manifest of the version that is now current
     * @throws IndexingException if there is no new current version, and why
     */
    public Manifest run() throws Exception {
        new ListStage(spark, parameters, shown).requireUsable();
        ObjectStore store = Stores.of(parameters.publishing().index());
        NewVersion version = NewVersion.begin(spark, store, parameters);
        RecordedRun run = RecordedRun.begin(
                store,
                version.name(),
                IndexJson.fields(parameters.forManifest()),
                () -> spark.sparkContext().cancelAllJobs(),
                Clock.systemUTC());
        try {
            return run.record(() -> runAlone(store, version, run));
        } finally {
            releaseCaches();
        }
    }

    private Manifest runAlone(ObjectStore store, NewVersion version, RecordedRun run) throws Exception {
        Progress progress = new RecordedProgress(shown, run);
        List<String> removed = new IncompleteVersions(store).remove(Instant.now());
        if (!removed.isEmpty()) {
            progress.say("removed %d incomplete versions of earlier runs".formatted(removed.size()));
        }
        IndexPublisher publisher = new IndexPublisher(store);
        PublishedIndex published = new PublishedIndex(spark, store);
        PublishedIndex.Current current =
                published.current(parameters.publishing().force());
        FitStage.FittedVersion built;
        CurrentVersion complete;
        try {
            built = build(version, published, current.manifest(), progress);
            run.requireSlot();
            complete = publisher.complete(built.manifest());
            run.completed(version.name());
        } catch (Exception e) {
            abandon(publisher, version, e);
            throw e;
        }
        if (built.objection().isPresent()) {
            throw new IndexingException(
                    Failure.WORSE,
                    "version %s is kept but not current: %s"
                            .formatted(version.name(), built.objection().get()));
        }
        run.requireSlot();
        if (!publisher.activate(complete, current.tag())) {
            throw new IndexingException(
                    Failure.BUSY,
                    "version %s is kept but not current: another version became current while it was built"
                            .formatted(version.name()));
        }
        deleteOldVersions(publisher, progress);
        return built.manifest();
    }

    /** The new version is current, so what goes wrong here is no failure of the run. */
    private void deleteOldVersions(IndexPublisher publisher, Progress progress) {
        try {
            List<String> old = publisher.retain(parameters.publishing().keep(), Instant.now());
            if (!old.isEmpty()) {
                progress.say("deleted %d old versions".formatted(old.size()));
            }
        } catch (StoreException | RuntimeException e) {
            progress.say("old versions could not be deleted: " + e.getMessage());
        }
    }

    /** Deletes what a failed run wrote. If that fails too, the reason why the run failed is still the one to report. */
    private static void abandon(IndexPublisher publisher, NewVersion version, Exception cause) {
        try {
            publisher.delete(version.name());
        } catch (StoreException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private FitStage.FittedVersion build(
            NewVersion version, PublishedIndex published, Optional<Manifest> current, Progress progress)
            throws Exception {
        Dataset<PhotoRow> photos;
        NetworkPreload network =
                NetworkPreload.begin(spark, parameters.network().weights());
        try {
            Dataset<PhotoRow> files = progress.stage("list", () -> new ListStage(spark, parameters, progress).run());
            photos = new FeaturiseStage(spark, parameters, progress).run(files, version, published, current);
        } finally {
            network.await();
        }
        releaseCaches(); // from here on all is read from the staging table
        return new FitStage(spark, parameters, progress).run(photos, version, current);
    }

    /** Frees what the stages have persisted on the executors. */
    private void releaseCaches() {
        if (spark.sparkContext().isStopped()) {
            return;
        }
        spark.catalog().clearCache();
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .getPersistentRDDs()
                .values()
                .forEach(rdd -> rdd.unpersist(false));
    }
}
