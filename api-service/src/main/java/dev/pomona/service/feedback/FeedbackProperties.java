package dev.pomona.service.feedback;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code pomona.feedback.*}.
 *
 * @param location {@code s3://bucket/prefix}, folder or {@code file:} URI where feedback is stored; blank or null to take none
 * @param maxSize most bytes stored there; feedback beyond is rejected
 * @param secret key that feedback tokens are signed with, 32 characters or more, the same in all replicas; blank or null for a
 *     random one at each start
 */
@ConfigurationProperties("pomona.feedback")
public record FeedbackProperties(
        @Nullable String location,
        @DefaultValue("1GB") DataSize maxSize,
        @Nullable String secret) {

    private static final int MIN_SECRET = 32;

    /** Rejects a location that no store serves and a short secret, at start. */
    public FeedbackProperties {
        if (secret != null && !secret.isBlank() && secret.length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "pomona.feedback.secret must have %d characters or more".formatted(MIN_SECRET));
        }
        if (location != null && !location.isBlank()) {
            try {
                Stores.requireValid(location);
            } catch (InvalidLocationException e) {
                throw new IllegalArgumentException("pomona.feedback.location: " + e.getMessage(), e);
            }
        }
    }

    boolean isOn() {
        return location != null && !location.isBlank();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "FeedbackProperties[" + location + ", " + maxSize + "]";
    }
}
