package dev.pomona.indexer.job;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.Kinds;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.NetworkPreload;
import dev.pomona.indexer.featurise.OtherThings;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.progress.RecordedProgress;
import dev.pomona.indexer.progress.RecordedRun;
import dev.pomona.indexer.publish.IncompleteVersions;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.stages.EvaluateStage;
import dev.pomona.indexer.stages.FeaturiseStage;
import dev.pomona.indexer.stages.FitStage;
import dev.pomona.indexer.stages.GateStage;
import dev.pomona.indexer.stages.HoldOutStage;
import dev.pomona.indexer.stages.ListStage;
import dev.pomona.indexer.stages.Listing;
import dev.pomona.indexer.stages.PublishStage;
import dev.pomona.indexer.stages.Split;
import dev.pomona.indexer.stages.WriteStage;
import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.model.catalogue.InvalidCatalogueException;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexPublisher;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.Stores;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The whole job: photos in, a new version of the index out. */
public final class IndexJob {

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final Stores stores;
    private final Progress shown;

    /** @param stores opens the store of the index */
    public IndexJob(SparkSession spark, IndexParameters parameters, Stores stores, Progress progress) {
        this.spark = spark;
        this.stores = stores;
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
        // Whoever has given the run its id looks for its record, whatever becomes of it; else nothing is written.
        @Nullable CardCatalogue early = parameters.publishing().runId() == null ? checked() : null;
        ObjectStore store = store();
        NewVersion version = NewVersion.begin(spark, store, parameters);
        RecordedRun run = RecordedRun.begin(
                store,
                version.name(),
                IndexJson.fields(parameters.forManifest()),
                () -> spark.sparkContext().cancelAllJobs(),
                Clock.systemUTC());
        return run.record(() -> publish(store, version, early == null ? checked() : early, run));
    }

    /** Returns the catalogue, once the folders of photos are known to be usable. */
    private CardCatalogue checked() throws Exception {
        new ListStage(spark, parameters, shown).requireUsable();
        return catalogue();
    }

    /**
     * Lists the photos and warns of what looks wrong; writes nothing.
     *
     * @throws IndexingException if a folder cannot be used, or there are no photos
     */
    public void check() throws Exception {
        CardCatalogue catalogue = checked();
        ListStage list = new ListStage(spark, parameters, shown);
        try (Listing listing = list.run()) {
            list.summarise(listing, catalogue);
        }
    }

    /** Returns the bundled catalogue, with cards and labels of one's own on top where there are any. */
    private CardCatalogue catalogue() {
        @Nullable String location = parameters.sources().catalogue();
        try {
            return location == null ? CardCatalogue.bundled() : CardCatalogue.with(stores.of(location));
        } catch (InvalidLocationException | InvalidCatalogueException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private ObjectStore store() {
        try {
            return stores.of(parameters.publishing().index());
        } catch (InvalidLocationException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private Manifest publish(ObjectStore store, NewVersion version, CardCatalogue catalogue, RecordedRun run)
            throws Exception {
        Progress progress = new RecordedProgress(shown, run);
        removeIncomplete(store, progress);
        PublishedIndex published = new PublishedIndex(spark, store);
        PublishedIndex.Current current = published.current();
        GateStage gate = new GateStage(parameters, progress, published, current);
        gate.requireComparable();
        PublishStage publish = new PublishStage(parameters, progress, new IndexPublisher(store), run);
        Manifest built;
        try {
            built = build(version, published, current.manifest(), gate, catalogue, progress);
        } catch (Exception e) {
            publish.abandon(version.name(), e);
            throw e;
        }
        return publish.run(built, current);
    }

    private static void removeIncomplete(ObjectStore store, Progress progress) throws StoreException {
        IncompleteVersions left = new IncompleteVersions(store);
        left.removeStaging();
        List<String> removed = left.remove(Instant.now());
        if (!removed.isEmpty()) {
            progress.say("removed %d incomplete versions of earlier runs".formatted(removed.size()));
        }
    }

    /** Returns the bundled vectors of other things where they are of this run's network. */
    private static OtherThings otherThings(NewVersion version, Progress progress) {
        OtherThings bundled = OtherThings.bundled();
        if (bundled.fit(version.fingerprint())) {
            return bundled;
        }
        progress.say("the bundled vectors of other things are of another network, and are not used");
        return OtherThings.NONE;
    }

    /** Builds a version: list, featurise, hold out, fit, evaluate, fit on all, write, gate and report. */
    private Manifest build(
            NewVersion version,
            PublishedIndex published,
            Optional<Manifest> current,
            GateStage gate,
            CardCatalogue catalogue,
            Progress progress)
            throws Exception {
        Dataset<PhotoRow> photos;
        NetworkPreload network =
                NetworkPreload.begin(spark, parameters.network().backbone());
        try (Listing listing = new ListStage(spark, parameters, progress).run()) {
            photos = new FeaturiseStage(spark, parameters, progress).run(listing, version, published, current);
        } finally {
            network.await();
        }
        Split split = new HoldOutStage(parameters, progress).run(photos);
        Kinds kinds = Kinds.of(catalogue);
        OtherThings others = otherThings(version, progress);
        FitStage fit = new FitStage(parameters, kinds, progress);
        FittedModel trial = fit.trial(split);
        EvaluationResult evaluated =
                new EvaluateStage(spark, parameters, kinds, progress, others).run(split, trial, fit);
        FittedModel fitted = fit.whole(split, trial, evaluated);
        WriteStage write = new WriteStage(parameters, progress, version, catalogue);
        WriteStage.Contents contents = write.tables(photos, split, fitted, evaluated);
        GateStage.Verdict verdict = gate.run(contents.draft(), split, evaluated);
        return write.report(contents, evaluated, verdict);
    }
}
