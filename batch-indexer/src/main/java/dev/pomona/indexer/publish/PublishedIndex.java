package dev.pomona.indexer.publish;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What earlier runs have left at the index's root. */
public final class PublishedIndex {

    private static final Logger log = LoggerFactory.getLogger(PublishedIndex.class);

    private final SparkSession spark;
    private final IndexStorage storage;

    public PublishedIndex(SparkSession spark, IndexStorage storage) {
        this.spark = spark;
        this.storage = storage;
    }

    /**
     * The manifest of the current version; empty if there is none.
     *
     * @param force go on as if there were none where it cannot be read
     * @throws IndexingException {@link Failure#WORSE} if there is one that cannot be read: nothing could be compared with it
     */
    public Optional<Manifest> current(boolean force) throws IOException {
        Optional<byte[]> pointer = storage.read(IndexLayout.CURRENT);
        if (pointer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(named(IndexJson.read(pointer.get(), CurrentVersion.class)));
        } catch (InvalidIndexException | IllegalArgumentException e) {
            // Jackson's messages go on for lines.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            if (!force) {
                throw new IndexingException(
                        Failure.WORSE,
                        "%s cannot be read, so no version can be compared with the current one; --force replaces it (%s)"
                                .formatted(storage.uri(IndexLayout.CURRENT), reason));
            }
            log.warn("The current version cannot be read and is left aside: {}", reason);
            return Optional.empty();
        }
    }

    private Manifest named(CurrentVersion current) throws IOException {
        byte[] manifest = storage.read(current.manifest())
                .orElseThrow(() -> new InvalidIndexException("there is no " + current.manifest()));
        if (!Checksum.of(manifest).equals(current.sha256())) {
            throw new InvalidIndexException(current.manifest() + " is damaged: its checksum is another");
        }
        return IndexJson.manifest(manifest);
    }

    /**
     * Returns the cached features of a version.
     *
     * @param fingerprint of the extractor in use
     * @param views of a photo to be indexed
     * @return empty if the version holds no features, or such as do not fit or are damaged
     */
    public Optional<CachedFeatures> features(Manifest version, String fingerprint, int views) throws IOException {
        String folder = IndexLayout.folder(version.version());
        boolean fits = version.fingerprint().equals(fingerprint)
                && version.parameters().views() == views
                && storage.exists(folder + "/" + IndexLayout.FEATURES)
                && storage.exists(folder + "/" + IndexLayout.QUERIES);
        if (!fits) {
            return Optional.empty();
        }
        long damaged = damaged(version, folder);
        if (damaged > 0) {
            log.warn(
                    "{} files of version {} are damaged; all photos are featurised afresh", damaged, version.version());
            return Optional.empty();
        }
        CachedFeatures cached = new CachedFeatures(
                LiteralPaths.reader(spark).parquet(storage.uri(folder + "/" + IndexLayout.FEATURES)),
                LiteralPaths.reader(spark).parquet(storage.uri(folder + "/" + IndexLayout.QUERIES)));
        if (!cached.isUnique()) {
            log.warn("Version {} names photos twice; all photos are featurised afresh", version.version());
            return Optional.empty();
        }
        return Optional.of(cached);
    }

    /** How many of the files that would be taken over are not as the manifest says; read on the executors. */
    private long damaged(Manifest version, String folder) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop = context.broadcast(
                new SerializableConfiguration(spark.sessionState().newHadoopConf()));
        List<ExpectedFile> files = version.files().stream()
                .filter(file -> file.path().startsWith(IndexLayout.FEATURES + "/")
                        || file.path().startsWith(IndexLayout.QUERIES + "/"))
                .map(file -> new ExpectedFile(storage.uri(folder + "/" + file.path()), file.bytes(), file.sha256()))
                .toList();
        return context.parallelize(files)
                .filter(file -> !file.isWhole(hadoop.value().value()))
                .count();
    }

    /**
     * Removes versions that no run has finished; to be called under the index's lock.
     *
     * @return how many
     */
    public int removeUnfinished() throws IOException {
        int removed = 0;
        for (String version : storage.folders(IndexLayout.VERSIONS)) {
            String folder = IndexLayout.VERSIONS + "/" + version;
            if (!storage.exists(folder + "/" + IndexLayout.MANIFEST)) {
                storage.delete(folder);
                removed++;
            }
        }
        return removed;
    }
}
