package dev.pomona.model.photo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The processor time that the current thread has used since this was made. */
final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long start = THREADS.getCurrentThreadCpuTime();

    Duration used() {
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    }
}
