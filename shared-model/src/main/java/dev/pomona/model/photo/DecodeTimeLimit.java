package dev.pomona.model.photo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * The processor time that may be spent on one photo, from the making of this object on. It counts the time of the thread
 * that made it, so a busy machine refuses no photo that an idle one takes. Not thread-safe.
 */
final class DecodeTimeLimit {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long end;
    private boolean exceeded;

    DecodeTimeLimit(Duration limit) {
        this.end = THREADS.getCurrentThreadCpuTime() + limit.toNanos();
    }

    /**
     * Ends decoding when the time is used up. Called between the steps of decoders, some hundred times a second.
     *
     * @throws CancellationException if the time is used up; unchecked, because decoders handle their own exceptions
     */
    void check() {
        if (THREADS.getCurrentThreadCpuTime() > end) {
            exceeded = true;
            throw new CancellationException("the time for this photo is used up");
        }
    }

    /** Whether {@link #check} has ended the decoding. */
    boolean isExceeded() {
        return exceeded;
    }
}
