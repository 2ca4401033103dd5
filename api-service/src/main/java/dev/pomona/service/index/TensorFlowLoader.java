package dev.pomona.service.index;

import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.CacheNotWritableException;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.features.tensorflow.TensorFlowFeatureExtractor;
import dev.pomona.service.storage.EarlyStores;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Loads the configured network into TensorFlow.
 *
 * @param environment has the settings of S3
 */
record TensorFlowLoader(ModelProperties properties, ConfigurableEnvironment environment)
        implements ExtractorHolder.Loader {

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

    /** @throws InvalidBackboneException if the network cannot be used; the message names the setting */
    @Override
    public FeatureExtractor load() throws IOException {
        try (EarlyStores early = new EarlyStores(environment)) {
            BackboneFiles files = properties.backbone() == null
                    ? BackboneFiles.bundled()
                    : BackboneFiles.at(properties.backbone(), early.stores());
            Precision precision =
                    properties.precision() == null ? files.backbone().fastest() : properties.precision();
            log.info("Loading the network {} from the {} in {}", files.backbone(), files.describe(), precision);
            return TensorFlowFeatureExtractor.load(
                    files,
                    precision,
                    properties.cacheFolder(),
                    Runtime.getRuntime().availableProcessors());
        } catch (InvalidBackboneException e) {
            throw new InvalidBackboneException("pomona.model.backbone: " + e.getMessage(), e);
        }
    }
}
