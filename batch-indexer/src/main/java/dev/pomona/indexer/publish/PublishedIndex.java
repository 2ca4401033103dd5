package dev.pomona.indexer.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.pomona.indexer.featurise.CachedFeatures;
import dev.pomona.indexer.photos.LiteralPaths;
import dev.pomona.indexer.photos.PackedFeatures;
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

    private final SparkSession spark;
    private final ObjectStore store;

    public PublishedIndex(SparkSession spark, ObjectStore store) {
        this.spark = spark;
        this.store = store;
    }

    /**
     * The current version.
     *
     * @param manifest its manifest; empty if there is no current version, or if it cannot be read
     * @param problem why it cannot be read
     * @param tag tag of the pointer; null if there is none
     */
    public record Current(
            Optional<Manifest> manifest,
            Optional<String> problem,
            @Nullable String tag) {}

    /** Reads the current version. */
    public Current current() throws StoreException {
        @Nullable
        String tag = store.stat(IndexLayout.CURRENT).map(StoredObject::tag).orElse(null);
        if (tag == null) {
            return new Current(Optional.empty(), Optional.empty(), null);
        }
        IndexReader reader = new IndexReader(store);
        try {
            Pointer pointer = reader.pointer().orElseThrow();
            return new Current(Optional.of(reader.manifest(pointer.current())), Optional.empty(), pointer.tag());
        } catch (InvalidIndexException | StoreException.NotFound e) {
            String problem = "%s cannot be read (%s)".formatted(store.uri(IndexLayout.CURRENT), e.getMessage());
            return new Current(Optional.empty(), Optional.of(problem), tag);
        }
    }

    /**
     * Opens a table of a version.
     *
     * @param name its name in {@link IndexLayout}
     * @return empty if the version lacks it, or if a file of it is damaged
     */
    public Optional<Dataset<Row>> find(Manifest version, String name) {
        List<Manifest.IndexFile> files = version.files().stream()
                .filter(file -> file.path().equals(name) || file.path().startsWith(name + "/"))
                .toList();
        return files.isEmpty() || new VersionFiles(spark, store, version.version()).damaged(files) > 0
                ? Optional.empty()
                : Optional.of(table(version, name));
    }

    /**
     * Returns the cached features of a version.
     *
     * @param fingerprint of the extractor in use
     * @param views of a photo to be indexed
     * @param queryViews of a query, at least
     * @return empty if the version holds no features, or such as do not fit or are damaged
     */
    public Optional<CachedFeatures> features(Manifest version, String fingerprint, int views, int queryViews) {
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
        UserDefinedFunction pack =
                udf((UDF1<Seq<Float>, byte[]>) features -> pack(features, views), DataTypes.BinaryType);
        CachedFeatures cached = new CachedFeatures(
                table(version, IndexLayout.FEATURES).withColumn("view_features", pack.apply(col("features"))),
                table(version, IndexLayout.QUERIES)
                        .filter(lit(version.parameters().queryViews() >= queryViews)));
        if (!cached.isUnique()) {
            log.warn("Version {} names photos twice; all photos are featurised afresh", version.version());
            return Optional.empty();
        }
        return Optional.of(cached);
    }

    private Dataset<Row> table(Manifest version, String table) {
        return LiteralPaths.reader(spark).parquet(store.uri(IndexLayout.file(version.version(), table)));
    }

    /** Returns the features as {@link CachedFeatures} wants them. */
    private static byte[] pack(Seq<Float> features, int views) {
        float[][] packed = new float[views][features.size() / views];
        Iterator<Float> values = features.iterator();
        for (float[] view : packed) {
            for (int i = 0; i < view.length; i++) {
                view[i] = values.next();
            }
        }
        return PackedFeatures.pack(packed);
    }
}
