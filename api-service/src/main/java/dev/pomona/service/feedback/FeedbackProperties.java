package dev.pomona.service.feedback;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code pomona.feedback.*}.
 *
 * @param location folder where feedback is kept; none for a service that takes none
 * @param maxSize most bytes kept there; beyond that feedback is refused
 */
@ConfigurationProperties("pomona.feedback")
public record FeedbackProperties(
        @Nullable String location, @DefaultValue("1GB") DataSize maxSize) {}
