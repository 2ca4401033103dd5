package dev.pomona.service.upload;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A limit on calls that run side by side, first come first served. A call that finds no free permit waits; it is rejected at
 * once if too many wait already, or if its turn would come too late at the mean duration of recent calls. Thread-safe.
 */
public final class Bulkhead {

    /** Weight of the last call in the moving average of durations. */
    private static final double SMOOTHING = 0.1;

    private final Semaphore permits;
    private final int size;
    private final int maxWaiting;
    private final Duration maxWait;

    /** Moving average of the duration of a call, in nanoseconds; written without a lock, as a lost update does not matter. */
    private volatile double meanNanos;

    public Bulkhead(int size, int maxWaiting, Duration maxWait) {
        this.permits = new Semaphore(size, true);
        this.size = size;
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
    }

    /**
     * Runs the call once it has a permit.
     *
     * @throws ProblemException {@link Problem#OVERLOADED} if too many calls wait, or the permit would come or comes too late
     */
    public <T> T execute(Callable<T> call) throws Exception {
        acquire();
        long start = System.nanoTime();
        try {
            return call.call();
        } finally {
            long nanos = System.nanoTime() - start;
            meanNanos = meanNanos == 0 ? nanos : meanNanos + SMOOTHING * (nanos - meanNanos);
            permits.release();
        }
    }

    /** Takes a second permit for a running call if one is free and nobody waits for it; {@link #release} returns it. */
    public boolean tryAcquireIdle() {
        return !permits.hasQueuedThreads() && permits.tryAcquire();
    }

    /** Returns the permit of {@link #tryAcquireIdle}. */
    public void release() {
        permits.release();
    }

    /** Permits in use. */
    public int inUse() {
        return size - permits.availablePermits();
    }

    /** Number of waiting calls; an estimate while they come and go. */
    public int waiting() {
        return permits.getQueueLength();
    }

    private void acquire() throws InterruptedException {
        // Not tryAcquire(): it overtakes those that wait, whatever the semaphore's fairness.
        if (!permits.tryAcquire(0, TimeUnit.SECONDS) && !waitForTurn()) {
            throw new ProblemException(Problem.OVERLOADED, "Too many photos are being recognised; try again shortly.");
        }
    }

    private boolean waitForTurn() throws InterruptedException {
        int before = permits.getQueueLength();
        double expectedNanos = (before + 1) * meanNanos / size;
        return before < maxWaiting
                && expectedNanos <= maxWait.toNanos()
                && permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    }
}
