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

    /** Returns whether these bytes are free now, without acquiring them. */
    boolean hasRoom(long bytes) {
        return permits.availablePermits() >= permits(bytes);
    }

    /** Returns an acquisition of nothing yet, which grows. */
    Growing growing() {
        return new Growing();
    }

    /** What one user has acquired so far; never more than the whole. For one thread. */
    final class Growing {

        private int acquired;

        /** Acquires what is missing to these bytes in all; false if it is not free within the time. */
        boolean tryGrowTo(long bytes, Duration maxWait) throws InterruptedException {
            int missing = permits(bytes) - acquired;
            if (missing > 0) {
                if (!permits.tryAcquire(missing, maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
                acquired += missing;
            }
            return true;
        }

        /** Releases all. */
        void release() {
            permits.release(acquired);
            acquired = 0;
        }
    }

    /** Releases the bytes of one acquisition. */
    void release(long bytes) {
        permits.release(permits(bytes));
    }

    private int permits(long bytes) {
        return (int) Math.min(size, bytes / BYTES_PER_PERMIT + 1);
    }
}
