package dev.pomona.service.index;

import dev.pomona.model.index.CurrentVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a version that failed to load is tried again: after the initial delay, then after twice the last delay each
 * time, up to ten minutes. A version may be read while it is still being copied. Another version is due at once. Not
 * thread-safe.
 */
final class RetryBackoff {

    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    private final Duration initialDelay;
    private final InstantSource clock;
    private @Nullable CurrentVersion tried;
    private Duration delay;
    private Instant due = Instant.MIN;

    RetryBackoff(Duration initialDelay, InstantSource clock) {
        this.initialDelay = initialDelay;
        this.delay = initialDelay;
        this.clock = clock;
    }

    boolean isDue(CurrentVersion version) {
        return !version.equals(tried) || !clock.instant().isBefore(due);
    }

    /** Records an attempt; the version is due again after the delay. */
    void attempt(CurrentVersion version) {
        delay = version.equals(tried) ? min(delay.multipliedBy(2), MAX_DELAY) : initialDelay;
        tried = version;
        due = clock.instant().plus(delay);
    }

    /** Forgets the attempts. */
    void reset() {
        tried = null;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
