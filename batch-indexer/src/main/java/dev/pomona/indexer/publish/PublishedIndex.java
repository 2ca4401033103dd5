package dev.pomona.indexer.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Pointer;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.collection.Seq;

/** The index as earlier runs left it, read when a run starts. */
public final class PublishedIndex {

    private static final Logger log = LoggerFactory.getLogger(PublishedIndex.class);

    /** As {@link CachedFeatures} wants them: the bytes of the floats of all views. */
    private static final UserDefinedFunction PACK =
            udf((UDF1<Seq<Float>, byte[]>) PublishedIndex::pack, DataTypes.BinaryType);

    private final SparkSession spark;
    private final ObjectStore store;

    public PublishedIndex(SparkSession spark, ObjectStore store) {
        this.spark = spark;
        this.store = store;
    }

    /**
     * The current version.
     *
     * @param manifest empty if there is no current version, or it cannot be read and is to be replaced all the same
     * @param tag tag of the pointer; null if there is none
     */
    public record Current(
            Optional<Manifest> manifest, @Nullable String tag) {}

    /**
     * Reads the current version.
     *
     * @param force whether one that cannot be read is left aside
     * @throws IndexingException {@link Failure#WORSE} if there is one that cannot be read: nothing could be compared with it
     */
    public Current current(boolean force) throws StoreException {
        @Nullable
        String tag = store.stat(IndexLayout.CURRENT).map(StoredObject::tag).orElse(null);
        if (tag == null) {
            return new Current(Optional.empty(), null);
        }
        IndexReader reader = new IndexReader(store);
        try {
            Pointer pointer = reader.pointer().orElseThrow();
            return new Current(Optional.of(reader.manifest(pointer.current())), pointer.tag());
        } catch (InvalidIndexException | StoreException.NotFound e) {
            if (!force) {
                throw new IndexingException(
                        Failure.WORSE,
                        "%s cannot be read, so no version can be compared with the current one; --force replaces it (%s)"
                                .formatted(store.uri(IndexLayout.CURRENT), e.getMessage()));
            }
            log.warn("The current version cannot be read and is left aside: {}", e.getMessage());
            return new Current(Optional.empty(), tag);
        }
    }

    /**
     * Returns the cached features of a version.
     *
     * @param fingerprint of the extractor in use
     * @param views of a photo to be indexed
     * @return empty if the version holds no features, or such as do not fit or are damaged
     */
    public Optional<CachedFeatures> features(Manifest version, String fingerprint, int views) {
        List<Manifest.IndexFile> files = version.files().stream()
                .filter(file -> file.path().startsWith(IndexLayout.FEATURES + "/")
                        || file.path().startsWith(IndexLayout.QUERIES + "/"))
                .toList();
        if (files.isEmpty()
                || !version.fingerprint().equals(fingerprint)
                || version.parameters().views() != views) {
            return Optional.empty();
        }
        long damaged = new VersionFiles(spark, store, version.version()).damaged(files);
        if (damaged > 0) {
            log.warn(
                    "{} files of version {} are damaged; all photos are featurised afresh", damaged, version.version());
            return Optional.empty();
        }
        CachedFeatures cached = new CachedFeatures(
                table(version, IndexLayout.FEATURES).withColumn("view_features", PACK.apply(col("features"))),
                table(version, IndexLayout.QUERIES));
        if (!cached.isUnique()) {
            log.warn("Version {} names photos twice; all photos are featurised afresh", version.version());
            return Optional.empty();
        }
        return Optional.of(cached);
    }

    private Dataset<Row> table(Manifest version, String table) {
        return LiteralPaths.reader(spark).parquet(store.uri(IndexLayout.file(version.version(), table)));
    }

    private static byte[] pack(Seq<Float> features) {
        float[][] views = new float[features.size() / FeatureExtractor.DIMENSION][FeatureExtractor.DIMENSION];
        Iterator<Float> values = features.iterator();
        for (float[] view : views) {
            for (int i = 0; i < view.length; i++) {
                view[i] = values.next();
            }
        }
        return PackedFeatures.pack(views);
    }
}
