package dev.pomona.service.index;

import dev.pomona.model.features.Precision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code pomona.model.*}.
 *
 * @param weights file with the network's weights (.npz or Keras .h5); none for those that come with the service
 * @param precision numbers the network calculates with; none for those this machine is fastest with
 * @param cache folder for what is unpacked once; none for the user's cache folder
 */
@ConfigurationProperties("pomona.model")
public record ModelProperties(
        @Nullable Path weights,
        @Nullable Precision precision,
        @Nullable Path cache) {}
