package dev.pomona.service.upload;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many photos in as there are cores, a few more wait, and sends the rest away at once: those that are too many, and
 * those whose turn would not come in time as long as photos take what they have been taking.
 */
public final class Bulkhead {

    /** Weight of the last photo in the mean of how long photos take. */
    private static final double LAST = 0.1;

    private final Semaphore places;
    private final int size;
    private final int maxWaiting;
    private final Duration maxWait;

    /** Nanoseconds inside, on average; written without a lock, as one more or less does not matter. */
    private volatile double meanNanos;

    public Bulkhead(int places, int maxWaiting, Duration maxWait) {
        this.places = new Semaphore(places, true);
        this.size = places;
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
    }

    /**
     * Runs the work when its turn comes.
     *
     * @throws ProblemException {@link Problem#OVERLOADED} if too many wait already, or the turn will not or does not come
     *     in time
     */
    public <T> T pass(Callable<T> work) throws Exception {
        if (!places.tryAcquire()) {
            await();
        }
        long start = System.nanoTime();
        try {
            return work.call();
        } finally {
            long nanos = System.nanoTime() - start;
            meanNanos = meanNanos == 0 ? nanos : meanNanos + LAST * (nanos - meanNanos);
            places.release();
        }
    }

    /** Takes a place if one is free and nobody waits for it; to be given back by {@link #leave}. */
    public boolean enterIfIdle() {
        return !places.hasQueuedThreads() && places.tryAcquire();
    }

    public void leave() {
        places.release();
    }

    /** How many are inside. */
    public int inUse() {
        return size - places.availablePermits();
    }

    /** How many wait; an estimate while they come and go. */
    public int waiting() {
        return places.getQueueLength();
    }

    private void await() throws InterruptedException {
        int before = places.getQueueLength();
        boolean inTime = (before + 1) * meanNanos / size <= maxWait.toNanos();
        if (before >= maxWaiting || !inTime || !places.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ProblemException(Problem.OVERLOADED, "Too many photos are being recognised; try again shortly.");
        }
    }
}
