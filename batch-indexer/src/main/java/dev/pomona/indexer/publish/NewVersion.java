package dev.pomona.indexer.publish;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.model.features.Backbone;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The version that a run builds. No reader sees it before its manifest and the pointer are written.
 *
 * @param name its name, and that of the run
 * @param started when the run began
 * @param backbone network that its features come from
 * @param staging featurised photos, until the version is complete
 * @param tables what the version consists of
 * @param files the files of all these
 * @param rejectList where the rejects are listed if there are too many of them
 */
public record NewVersion(
        String name,
        Instant started,
        Backbone backbone,
        StagingTable staging,
        VersionTables tables,
        VersionFiles files,
        RejectList rejectList) {

    /**
     * Chooses the name of a new version, if it was not given; nothing is written yet.
     *
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if a run had the given name, or the backbone cannot be used
     */
    public static NewVersion begin(SparkSession spark, ObjectStore store, IndexParameters parameters)
            throws IOException {
        BucketCommitter.use(spark, store.uri(""));
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        @Nullable String given = parameters.publishing().runId();
        if (given != null && new RunLog(store).read(given).isPresent()) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, "there has been a run %s already".formatted(given));
        }
        String name = given == null
                ? IndexLayout.version(started, ThreadLocalRandom.current().nextInt())
                : given;
        return new NewVersion(
                name,
                started,
                backbone(parameters),
                new StagingTable(spark, store, name),
                new VersionTables(spark, store, name),
                new VersionFiles(spark, store, name),
                new RejectList(store, name));
    }

    private static Backbone backbone(IndexParameters parameters) throws IOException {
        Backbone backbone =
                ExecutorNetwork.filesOf(parameters.network().backbone()).backbone();
        @Nullable Integer components = parameters.fit().components();
        if (components != null && components > backbone.dimension()) {
            throw new IndexingException(
                    Failure.UNUSABLE_REQUEST,
                    "components must be at most %d, the features of the backbone %s, not %d"
                            .formatted(backbone.dimension(), backbone, components));
        }
        return backbone;
    }

    /** Returns the fingerprint of the extractor. */
    public String fingerprint() {
        return backbone.fingerprint();
    }
}
