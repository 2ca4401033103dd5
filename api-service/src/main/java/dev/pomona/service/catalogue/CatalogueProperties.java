package dev.pomona.service.catalogue;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code pomona.catalogue.*}.
 *
 * @param location {@code s3://bucket/prefix}, folder or {@code file:} URI with cards and labels of one's own; blank or null
 *     for none
 */
@ConfigurationProperties("pomona.catalogue")
record CatalogueProperties(@Nullable String location) {

    /** Rejects a location that no store serves, at start. */
    CatalogueProperties {
        try {
            if (location != null && !location.isBlank()) {
                Stores.requireValid(location);
            }
        } catch (InvalidLocationException e) {
            throw new IllegalArgumentException("pomona.catalogue.location: " + e.getMessage(), e);
        }
    }
}
