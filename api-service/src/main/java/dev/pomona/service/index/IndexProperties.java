package dev.pomona.service.index;

import dev.pomona.model.store.ClassPathSource;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.index.*}.
 *
 * @param location {@code s3://bucket/prefix}, folder or {@code file:} URI of the index; blank or null for the bundled index
 * @param cache folder for copies of the two versions that were served last; null for one in the cache folder
 * @param refresh how often to look whether another version has become current
 */
@ConfigurationProperties("pomona.index")
public record IndexProperties(
        @Nullable String location,
        @Nullable Path cache,
        @DefaultValue("30s") Duration refresh) {

    /** Rejects a location that no store serves, at start. */
    public IndexProperties {
        try {
            if (location != null && !location.isBlank()) {
                Stores.requireValid(location);
            }
        } catch (InvalidLocationException e) {
            throw new IllegalArgumentException("pomona.index.location: " + e.getMessage(), e);
        }
    }

    /** The place that the index is read from. */
    ObjectSource source(Stores stores) {
        return location == null || location.isBlank() ? bundled() : stores.of(location);
    }

    /** The index in the jar of the service. */
    static ObjectSource bundled() {
        return new ClassPathSource(IndexProperties.class.getClassLoader(), "bundled-index/", "bundled index");
    }
}
