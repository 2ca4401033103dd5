package dev.pomona.service.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A token bucket for each client, refilled steadily. Thread-safe. */
public final class RateLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final int burst;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;

    /**
     * Creates the buckets' limits.
     *
     * @param perMinute tokens added a minute; 0 for no limit
     * @param burst capacity of a bucket, in tokens
     * @param clients most buckets kept; a client whose bucket is evicted starts with a full one
     */
    public RateLimit(int perMinute, int burst, int clients, TimeMeter clock) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.clock = clock;
        Ticker ticker = clock::currentTimeNanos;
        // A bucket that is full again equals a new one.
        Duration full =
                MINUTE.multipliedBy(burst).dividedBy(Math.max(1, perMinute)).plus(MINUTE);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(clients)
                .expireAfterAccess(full)
                .ticker(ticker)
                .build();
    }

    /** Takes a token out of the client's bucket. Returns zero, or the time to wait if the bucket is empty. */
    public Duration take(String client) {
        if (perMinute == 0) {
            return Duration.ZERO;
        }
        return toWait(bucket(client).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /** Returns a token that {@link #take} took. */
    public void giveBack(String client) {
        if (perMinute != 0) {
            bucket(client).addTokens(1);
        }
    }

    /** Number of buckets. */
    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    /** Rounds up, as {@code Retry-After} has whole seconds. */
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
