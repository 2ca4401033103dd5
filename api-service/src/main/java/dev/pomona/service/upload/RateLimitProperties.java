package dev.pomona.service.upload;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code pomona.recognition.rate-limit.*}.
 *
 * @param requestsPerMinute requests of one client a minute, on average; 0 for no limit
 * @param burst requests that a client may send at once after a pause
 * @param clients number of clients tracked; a client that is evicted starts with a full burst
 */
@Validated
@ConfigurationProperties("pomona.recognition.rate-limit")
record RateLimitProperties(
        @DefaultValue("120") @Min(0) int requestsPerMinute,
        @DefaultValue("30") @Min(1) int burst,
        @DefaultValue("10000") @Min(1) int clients) {}
