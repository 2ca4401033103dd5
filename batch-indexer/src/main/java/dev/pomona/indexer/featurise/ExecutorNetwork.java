package dev.pomona.indexer.featurise;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Returns the network with these weights, loaded by the first call.
     *
     * @param weights path of a weights file on every machine, or null for the bundled ones
     */
    public static FeatureExtractor get(@Nullable String weights) throws IOException {
        synchronized (LOADED) {
            String key = String.valueOf(weights);
            @Nullable FeatureExtractor loaded = LOADED.get(key);
            if (loaded == null) {
                int cores = Runtime.getRuntime().availableProcessors();
                loaded = TensorFlowFeatureExtractor.load(
                        weightsOf(weights), Precision.FLOAT32, CacheFolder.ofUser(), cores);
                LOADED.put(key, loaded);
            }
            return loaded;
        }
    }

    /**
     * Reads weights, without loading the network.
     *
     * @param weights path of a weights file, or null for the bundled ones
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if there is no such file, or it holds no weights
     */
    public static Weights weightsOf(@Nullable String weights) throws IOException {
        if (weights == null) {
            return WeightsFile.bundled();
        }
        Path file = Path.of(weights);
        if (!Files.isRegularFile(file)) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, "there is no file " + weights);
        }
        try {
            return WeightsFile.read(file);
        } catch (InvalidWeightsException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
