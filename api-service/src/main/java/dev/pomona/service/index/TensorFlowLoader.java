package dev.pomona.service.index;

import dev.pomona.model.features.CacheNotWritableException;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the configured network into TensorFlow. */
record TensorFlowLoader(ModelProperties properties) implements ExtractorHolder.Loader {

    private static final Logger log = LoggerFactory.getLogger(TensorFlowLoader.class);

    /**
     * Checks what no second attempt to load it would mend.
     *
     * @throws UnsupportedPlatformException if the build is for other platforms
     * @throws CacheNotWritableException if it cannot be unpacked
     */
    void requireUsable() {
        TensorFlowFeatureExtractor.requirePlatform();
        properties.cacheFolder().requireWritable();
    }

    @Override
    public FeatureExtractor load() throws IOException {
        Weights weights = properties.weights() == null ? WeightsFile.bundled() : WeightsFile.read(properties.weights());
        Precision precision = properties.precision() == null ? Precision.fastest() : properties.precision();
        log.info("Loading the network in {}", precision);
        return TensorFlowFeatureExtractor.load(
                weights,
                precision,
                properties.cacheFolder(),
                Runtime.getRuntime().availableProcessors());
    }
}
