package dev.pomona.service.upload;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A share of the heap, acquired piece by piece. A piece larger than the whole is granted when it is the only one. */
final class MemoryBudget {

    private static final int BYTES_PER_PERMIT = 1024;

    private final Semaphore permits;
    private final int size;

    MemoryBudget(long bytes) {
        this.size = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / BYTES_PER_PERMIT));
        this.permits = new Semaphore(size, true);
    }

    /** A budget of this share of the largest heap, 0 to 1. */
    static MemoryBudget ofHeap(double share) {
        return new MemoryBudget((long) (Runtime.getRuntime().maxMemory() * share));
    }

    /** Acquires these bytes, first come first served; false if they are not free within the time. */
    boolean tryAcquire(long bytes, Duration maxWait) throws InterruptedException {
        return permits.tryAcquire(permits(bytes), maxWait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Acquires these bytes if they are free now. */
    boolean tryAcquire(long bytes) {
        return permits.tryAcquire(permits(bytes));
    }

    /** Releases the bytes of one acquisition. */
    void release(long bytes) {
        permits.release(permits(bytes));
    }

    private int permits(long bytes) {
        return (int) Math.min(size, bytes / BYTES_PER_PERMIT + 1);
    }
}
