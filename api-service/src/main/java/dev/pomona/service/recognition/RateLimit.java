package dev.pomona.service.recognition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** How often each client may ask: a bucket of requests that fills up steadily. */
final class RateLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RateLimitProperties properties;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;

    RateLimit(RateLimitProperties properties, TimeMeter clock) {
        this.properties = properties;
        this.clock = clock;
        Ticker ticker = clock::currentTimeNanos;
        // A bucket that has filled up again is as good as a new one.
        Duration full = MINUTE.multipliedBy(properties.burst())
                .dividedBy(Math.max(1, properties.requestsPerMinute()))
                .plus(MINUTE);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(properties.clients())
                .expireAfterAccess(full)
                .ticker(ticker)
                .build();
    }

    /**
     * Takes one request out of the client's bucket.
     *
     * @throws ProblemException {@link Problem#TOO_MANY_REQUESTS} if there is none left
     */
    void take(String client) {
        if (properties.requestsPerMinute() == 0) {
            return;
        }
        ConsumptionProbe probe = buckets.get(client, name -> bucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS,
                    "A client may ask %d times a minute.".formatted(properties.requestsPerMinute()),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
        }
    }

    /** How many clients are remembered. */
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(properties.burst()).refillGreedy(properties.requestsPerMinute(), MINUTE))
                .withCustomTimePrecision(clock)
                .build();
    }
}
