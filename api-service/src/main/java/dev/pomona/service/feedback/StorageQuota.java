package dev.pomona.service.feedback;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bound on the bytes of a store. Counts what this instance adds, and lists the store anew every hour, or every minute while
 * it is full: others may have added or deleted objects. Several instances can exceed the bound by what they add in an hour.
 * Thread-safe.
 */
final class StorageQuota {

    private static final Duration RECOUNT = Duration.ofHours(1);
    private static final Duration RECOUNT_FULL = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final long maxBytes;
    private final InstantSource clock;
    private long bytes;
    private Instant counted = Instant.MIN;

    StorageQuota(ObjectStore store, long maxBytes, InstantSource clock) {
        this.store = store;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Reserves room. The first call counts the bytes already stored.
     *
     * @throws ProblemException {@link Problem#FEEDBACK_FULL} if there is not enough
     */
    synchronized void reserve(long added) throws StoreException {
        Duration valid = bytes + added > maxBytes ? RECOUNT_FULL : RECOUNT;
        if (!counted.plus(valid).isAfter(clock.instant())) {
            bytes = count(store);
            counted = clock.instant();
        }
        if (bytes + added > maxBytes) {
            throw new ProblemException(Problem.FEEDBACK_FULL, "There is no room left for feedback.");
        }
        bytes += added;
    }

    /** Releases what was reserved but not stored. */
    synchronized void release(long reserved) {
        bytes -= reserved;
    }

    private static long count(ObjectStore store) throws StoreException {
        LongAdder bytes = new LongAdder();
        store.list("", object -> bytes.add(object.length()));
        return bytes.sum();
    }
}
