package dev.pomona.indexer.featurise;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network of this JVM: tasks of one executor share it, so that its weights are in memory once. It lives as long as
 * the JVM does; Spark has no moment at which an executor could close it.
 */
public final class ExecutorNetwork {

    private static final Map<String, FeatureExtractor> LOADED = new HashMap<>();

    private ExecutorNetwork() {}

    /**
     * The network with these weights, loaded at the first call.
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

    /** The weights of this name, without loading the network. */
    public static Weights weightsOf(@Nullable String weights) throws IOException {
        if (weights == null) {
            return WeightsFile.bundled();
        }
        Path file = Path.of(weights);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("there is no file " + weights);
        }
        return WeightsFile.read(file);
    }
}
