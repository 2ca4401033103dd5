package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.Precision;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code pomona.model.*}.
 *
 * @param backbone location of the network: a folder, {@code s3://bucket/prefix} or {@code classpath:folder}; null for the bundled one
 * @param precision number format of the network; null for the fastest on this machine
 * @param cache folder for unpacked libraries and copies of index files; null for the user's cache folder
 */
@ConfigurationProperties("pomona.model")
public record ModelProperties(
        @Nullable String backbone,
        @Nullable Precision precision,
        @Nullable Path cache) {

    /** A location with a scheme; two characters at least, as {@code C:} is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    public ModelProperties {
        backbone = backbone == null || backbone.isBlank() ? null : backbone;
    }

    /** Returns the location of the network as the indexer takes it, which may run in another working directory. */
    public @Nullable String backboneOfRuns() {
        return backbone == null || SCHEME.matcher(backbone).matches()
                ? backbone
                : Path.of(backbone).toAbsolutePath().normalize().toString();
    }

    CacheFolder cacheFolder() {
        return cache == null ? CacheFolder.ofUser() : new CacheFolder(cache);
    }
}
