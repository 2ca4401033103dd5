package dev.pomona.service.index;

import dev.pomona.model.store.ClassPathSource;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.Stores;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.index.*}.
 *
 * @param location folder of the index, or its {@code file:} URI; blank or null for the bundled index
 * @param refresh how often to look whether another version has become current
 */
@ConfigurationProperties("pomona.index")
public record IndexProperties(
        @Nullable String location, @DefaultValue("30s") Duration refresh) {

    /** Rejects a location that no store serves, at start. */
    public IndexProperties {
        try {
            source(location);
        } catch (InvalidLocationException e) {
            throw new IllegalArgumentException("pomona.index.location: " + e.getMessage(), e);
        }
    }

    /** The place that the index is read from. */
    ObjectSource source() {
        return source(location);
    }

    private static ObjectSource source(@Nullable String location) {
        return location == null || location.isBlank() ? bundled() : Stores.of(location);
    }

    /** The index in the jar of the service. */
    static ObjectSource bundled() {
        return new ClassPathSource(IndexProperties.class.getClassLoader(), "bundled-index/", "bundled index");
    }
}
