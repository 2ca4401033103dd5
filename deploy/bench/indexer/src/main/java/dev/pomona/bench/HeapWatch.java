package dev.pomona.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A watch over the heap of this JVM: collects garbage once a second and keeps the largest remainder. */
final class HeapWatch implements AutoCloseable {

    private static final long PERIOD_SECONDS = 1;

    private final AtomicLong peak = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heap-watch");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // the measurement does not fail
    HeapWatch() {
        timer.scheduleAtFixedRate(this::used, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Collects garbage and returns the bytes in use after it. */
    long used() {
        System.gc();
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        peak.accumulateAndGet(used, Math::max);
        return used;
    }

    /** Returns the most bytes in use after any collection so far. */
    long peak() {
        return peak.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
