package dev.pomona.indexer.job;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.NetworkPreload;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.IndexLock;
import dev.pomona.indexer.publish.IndexStorage;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.indexer.publish.VersionWriter;
import dev.pomona.indexer.stages.FeaturiseStage;
import dev.pomona.indexer.stages.FitStage;
import dev.pomona.indexer.stages.ListStage;
import dev.pomona.model.index.Manifest;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The whole job: photos in, a new version of the index out. */
public final class IndexJob {

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final Progress progress;

    public IndexJob(SparkSession spark, IndexParameters parameters, Progress progress) {
        this.spark = spark;
        this.parameters = parameters;
        this.progress = progress;
    }

    /**
     * Runs the job.
     *
     * @return the manifest of the version that is now current
     * @throws IndexingException if there is no new current version, and why
     */
    public Manifest run() throws Exception {
        new ListStage(spark, parameters, progress).requireUsable();
        NewVersion version = NewVersion.begin(parameters);
        IndexStorage storage = new IndexStorage(
                parameters.publishing().index(), spark.sessionState().newHadoopConf());
        IndexLock lock = IndexLock.take(storage);
        try {
            return runAlone(storage, version);
        } finally {
            lock.close();
        }
    }

    private Manifest runAlone(IndexStorage storage, NewVersion version) throws Exception {
        PublishedIndex published = new PublishedIndex(spark, storage);
        int removed = published.removeUnfinished();
        if (removed > 0) {
            progress.say("removed %d unfinished versions of earlier runs".formatted(removed));
        }
        VersionWriter writer = new VersionWriter(spark, storage, version.name());
        Optional<Manifest> current = published.current(parameters.publishing().force());
        FitStage.FittedVersion made;
        try {
            made = make(version, writer, published, current);
        } catch (Exception e) {
            writer.abandon();
            throw e;
        }
        if (made.objection().isPresent()) {
            throw new IndexingException(
                    Failure.WORSE,
                    "version %s is kept but not current: %s"
                            .formatted(version.name(), made.objection().get()));
        }
        writer.activate(made.manifest());
        return made.manifest();
    }

    private FitStage.FittedVersion make(
            NewVersion version, VersionWriter writer, PublishedIndex published, Optional<Manifest> current)
            throws Exception {
        Dataset<PhotoRow> photos;
        NetworkPreload network =
                NetworkPreload.begin(spark, parameters.network().weights());
        try {
            Dataset<PhotoRow> files = progress.stage("list", () -> new ListStage(spark, parameters, progress).run());
            photos = new FeaturiseStage(spark, parameters, progress).run(files, version, writer, published, current);
        } finally {
            network.await();
        }
        return new FitStage(spark, parameters, progress).run(photos, version, writer, current);
    }
}
