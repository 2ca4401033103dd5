package dev.pomona.indexer.featurise;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Buckets;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network of this JVM, shared by the tasks of an executor so that its weights are in memory once. It lives as long as
 * the JVM does; Spark has no moment at which an executor could close it.
 */
public final class ExecutorNetwork {

    private static final Map<String, FeatureExtractor> LOADED = new HashMap<>();

    private ExecutorNetwork() {}

    /**
     * Returns the network of a backbone, loaded by the first call.
     *
     * @param backbone its location, the same for every machine; null for the bundled one
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if it cannot be used
     */
    public static FeatureExtractor get(@Nullable String backbone) throws IOException {
        synchronized (LOADED) {
            String key = String.valueOf(backbone);
            @Nullable FeatureExtractor loaded = LOADED.get(key);
            if (loaded == null) {
                loaded = load(backbone);
                LOADED.put(key, loaded);
            }
            return loaded;
        }
    }

    private static FeatureExtractor load(@Nullable String backbone) throws IOException {
        BackboneFiles files = filesOf(backbone);
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            return TensorFlowFeatureExtractor.load(files, Precision.FLOAT32, CacheFolder.ofUser(), cores);
        } catch (InvalidBackboneException e) {
            throw unusable(e);
        }
    }

    /**
     * Opens a backbone, without loading the network.
     *
     * @param backbone its location; null for the bundled one
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if there is none, or its descriptor cannot be used
     */
    public static BackboneFiles filesOf(@Nullable String backbone) throws IOException {
        if (backbone == null) {
            return BackboneFiles.bundled();
        }
        try {
            return BackboneFiles.at(
                    backbone, new Stores(bucket -> S3Buckets.fromEnvironment().store(bucket)));
        } catch (InvalidBackboneException e) {
            throw unusable(e);
        }
    }

    private static IndexingException unusable(InvalidBackboneException e) {
        return new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
    }
}
