package dev.pomona.service.index;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code pomona.model.*}.
 *
 * @param weights file with the network's weights (.npz or Keras .h5); none for those that come with the service
 * @param cache folder for what is unpacked once; none for the user's cache folder
 */
@ConfigurationProperties("pomona.model")
public record ModelProperties(
        @Nullable Path weights, @Nullable Path cache) {}
