package dev.pomona.indexer.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Prints which stage runs, how far it is, how fast and how long it will take, and how long each took. */
public final class ConsoleProgress implements Progress {

    private static final long PERIOD_SECONDS = 2;
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Double> timings = new LinkedHashMap<>();

    public ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public <T> T stage(String name, Callable<T> work) throws Exception {
        out.println(name);
        long start = System.nanoTime();
        T result = work.call();
        finished(name, start, "");
        return result;
    }

    @Override
    public <T> T stage(String name, long total, LongSupplier done, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        var reporting = timer.scheduleAtFixedRate(
                () -> report(name, done.getAsLong(), total, start), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        try {
            T result = work.call();
            finished(name, start, ": %d photos, %.0f photos/s".formatted(total, total / secondsSince(start)));
            return result;
        } finally {
            reporting.cancel(false);
        }
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public Map<String, Double> timings() {
        return new LinkedHashMap<>(timings);
    }

    private void report(String name, long done, long total, long start) {
        double rate = done / secondsSince(start);
        String remaining = rate > 0 ? "%.0f s left".formatted((total - done) / rate) : "";
        out.println(String.format(
                Locale.ROOT,
                "%s %d/%d (%d %%)  %.0f photos/s  %s",
                name,
                done,
                total,
                100 * done / Math.max(1, total),
                rate,
                remaining));
    }

    private void finished(String name, long start, String what) {
        timings.put(name, secondsSince(start));
        out.println(String.format(Locale.ROOT, "%s done in %.1f s%s", name, secondsSince(start), what));
    }

    private static double secondsSince(long start) {
        return Math.max(1, System.nanoTime() - start) / NANOS;
    }
}
