package dev.pomona.service.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.index.*}.
 *
 * @param location folder of the index to serve; none for the one that comes with the service
 * @param refresh how often to look whether another version has become current
 */
@ConfigurationProperties("pomona.index")
public record IndexProperties(
        @Nullable String location, @DefaultValue("30s") Duration refresh) {}
