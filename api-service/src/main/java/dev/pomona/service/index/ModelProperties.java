package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.Precision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code pomona.model.*}.
 *
 * @param weights file with the weights of the network (.npz or Keras .h5); null for the bundled ones
 * @param precision number format of the network; null for the fastest on this machine
 * @param cache folder for unpacked libraries and copies of index files; null for the user's cache folder
 */
@ConfigurationProperties("pomona.model")
public record ModelProperties(
        @Nullable Path weights,
        @Nullable Precision precision,
        @Nullable Path cache) {

    CacheFolder cacheFolder() {
        return cache == null ? CacheFolder.ofUser() : new CacheFolder(cache);
    }
}
