package dev.pomona.indexer.synthetic;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.IndexLock;
import dev.pomona.indexer.publish.IndexStorage;
import dev.pomona.indexer.publish.NewVersion;
import dev.pomona.indexer.publish.VersionWriter;
import dev.pomona.indexer.stages.FitStage;
import dev.pomona.model.index.Manifest;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The job from the fit on, over made-up features: to measure what more photos cost than anybody has at hand. */
public final class SyntheticJob {

    private final SparkSession spark;
    private final IndexParameters parameters;
    private final Progress progress;

    public SyntheticJob(SparkSession spark, IndexParameters parameters, Progress progress) {
        this.spark = spark;
        this.parameters = parameters;
        this.progress = progress;
    }

    /** Makes a version, complete but never current, of this many rows. */
    public Manifest run(long rows) throws Exception {
        IndexStorage storage = new IndexStorage(
                parameters.publishing().index(), spark.sessionState().newHadoopConf());
        IndexLock lock = IndexLock.take(storage);
        try {
            NewVersion version = NewVersion.begin(parameters);
            VersionWriter writer = new VersionWriter(spark, storage, version.name());
            progress.stage("make up", () -> {
                writer.stage(SyntheticPhotos.make(spark, rows));
                return rows;
            });
            return new FitStage(spark, parameters, progress)
                    .run(writer.staged(), version, writer, Optional.empty())
                    .manifest();
        } finally {
            lock.close();
        }
    }
}
