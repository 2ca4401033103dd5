package dev.pomona.service.recognition;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code pomona.recognition.rate-limit.*}.
 *
 * @param requestsPerMinute of one client, in the long run; 0 for no limit
 * @param burst requests that a client may make at once after a pause
 * @param clients most clients that are remembered; one that is forgotten starts anew
 */
@Validated
@ConfigurationProperties("pomona.recognition.rate-limit")
record RateLimitProperties(
        @DefaultValue("120") @Min(0) int requestsPerMinute,
        @DefaultValue("30") @Min(1) int burst,
        @DefaultValue("10000") @Min(1) int clients) {}
