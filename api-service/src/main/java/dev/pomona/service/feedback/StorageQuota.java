package dev.pomona.service.feedback;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bound on the bytes of a store. Counts what this instance adds, and lists the store anew every hour, or every minute while
 * it is full: others may have added or deleted objects. One caller lists it while the others go on with the former figure.
 * Several instances can exceed the bound by what they add in an hour. Thread-safe.
 */
final class StorageQuota {

    private static final Duration RECOUNT = Duration.ofHours(1);
    private static final Duration RECOUNT_FULL = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final long maxBytes;
    private final InstantSource clock;
    private final Lock counting = new ReentrantLock();
    private Instant counted = Instant.MIN;

    /** Bytes that were stored at the last count, and those reserved since. */
    private long bytes;

    /** Bytes that are reserved, and perhaps stored at this moment. */
    private long pending;

    /** Bytes that the count under way may miss: those pending when it began, and those reserved since. */
    private long missed;

    StorageQuota(ObjectStore store, long maxBytes, InstantSource clock) {
        this.store = store;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Reserves room, until {@link #stored} or {@link #release}. The first call counts the bytes already stored, and others wait for
     * it.
     *
     * @throws ProblemException {@link Problem#FEEDBACK_FULL} if there is not enough
     */
    void reserve(long added) throws StoreException {
        if (isDue(added) && mayCount()) {
            try {
                if (isDue(added)) {
                    count();
                }
            } finally {
                counting.unlock();
            }
        }
        take(added);
    }

    private synchronized boolean isDue(long added) {
        Duration valid = bytes + added > maxBytes ? RECOUNT_FULL : RECOUNT;
        return !counted.plus(valid).isAfter(clock.instant());
    }

    /** Nothing is known before the first count, so that it is waited for. */
    private boolean mayCount() {
        if (isCounted()) {
            return counting.tryLock();
        }
        counting.lock();
        return true;
    }

    private synchronized boolean isCounted() {
        return !counted.equals(Instant.MIN);
    }

    private void count() throws StoreException {
        synchronized (this) {
            missed = pending;
        }
        LongAdder found = new LongAdder();
        store.list("", object -> found.add(object.length()));
        synchronized (this) {
            bytes = found.sum() + missed;
            counted = clock.instant();
        }
    }

    private synchronized void take(long added) {
        if (bytes + added > maxBytes) {
            throw new ProblemException(Problem.FEEDBACK_FULL, "There is no room left for feedback.");
        }
        bytes += added;
        pending += added;
        missed += added;
    }

    /** Notes that what was reserved is stored. */
    synchronized void stored(long reserved) {
        pending -= reserved;
    }

    /** Releases what was reserved but not stored. */
    synchronized void release(long reserved) {
        bytes -= reserved;
        pending -= reserved;
        missed -= reserved;
    }
}
