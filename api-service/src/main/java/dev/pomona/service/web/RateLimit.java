package dev.pomona.service.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** How often each client may do something: a bucket for each, which fills up steadily. */
public final class RateLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final int burst;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;

    /**
     * A limit for each of many clients.
     *
     * @param perMinute how often in the long run; 0 for no limit
     * @param burst how often at once after a pause
     * @param clients most clients that are remembered; one that is forgotten starts anew
     */
    public RateLimit(int perMinute, int burst, int clients, TimeMeter clock) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.clock = clock;
        Ticker ticker = clock::currentTimeNanos;
        // A bucket that has filled up again is as good as a new one.
        Duration full =
                MINUTE.multipliedBy(burst).dividedBy(Math.max(1, perMinute)).plus(MINUTE);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(clients)
                .expireAfterAccess(full)
                .ticker(ticker)
                .build();
    }

    /** Takes one out of the client's bucket. Zero, or how long to wait because the bucket is empty. */
    public Duration take(String client) {
        if (perMinute == 0) {
            return Duration.ZERO;
        }
        return toWait(bucket(client).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /** What {@link #take} would say; takes nothing. */
    public Duration ask(String client) {
        if (perMinute == 0) {
            return Duration.ZERO;
        }
        return toWait(bucket(client).estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** How many clients are remembered. */
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    /** In whole seconds for {@code Retry-After}, and rather a second too many. */
    private static Duration toWait(long nanos) {
        return nanos == 0 ? Duration.ZERO : Duration.ofNanos(nanos).plusSeconds(1);
    }

    private Bucket bucket(String client) {
        return buckets.get(
                client,
                name -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, MINUTE))
                        .withCustomTimePrecision(clock)
                        .build());
    }
}
