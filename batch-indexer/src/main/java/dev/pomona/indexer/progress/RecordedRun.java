package dev.pomona.indexer.progress;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunProcess;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunRecord.State;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that holds the slot of an index and writes its record while it works. A heartbeat every {@link #PERIOD} renews
 * the slot and the record. A run that loses the slot, or cannot renew it in time, is cancelled and publishes nothing.
 */
public final class RecordedRun {

    private static final Logger log = LoggerFactory.getLogger(RecordedRun.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final ObjectStore store;
    private final RunSlot slot;
    private final String id;
    private final Map<String, @Nullable Object> parameters;
    private final Runnable cancel;
    private final Clock clock;
    private final Instant started;
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "run-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Instant renewed;
    private volatile @Nullable String lost;
    private volatile @Nullable String version;
    private volatile Stage stage;
    private boolean ended;

    /** A stage at work. */
    private record Stage(@Nullable String name, long total, LongSupplier done, Instant began) {}

    private RecordedRun(
            ObjectStore store,
            RunSlot slot,
            String id,
            Map<String, @Nullable Object> parameters,
            Runnable cancel,
            Clock clock) {
        this.store = store;
        this.slot = slot;
        this.id = id;
        this.parameters = parameters;
        this.cancel = cancel;
        this.clock = clock;
        this.started = clock.instant();
        this.renewed = started;
        this.stage = new Stage(null, 0, () -> 0, started);
    }

    /**
     * Takes the slot of an index and writes the first record.
     *
     * @param id name of the run, which is that of the version it builds
     * @param parameters what the record says was requested
     * @param cancel ends the work that is under way; called from another thread if the slot is lost
     * @throws IndexingException {@link Failure#BUSY} if another run holds the slot
     */
    public static RecordedRun begin(
            ObjectStore store, String id, Map<String, @Nullable Object> parameters, Runnable cancel, Clock clock)
            throws StoreException {
        RunSlot slot = RunSlot.take(store, id, clock)
                .orElseThrow(() -> new IndexingException(
                        Failure.BUSY, "another run is at work on the index in the " + store.describe()));
        return new RecordedRun(store, slot, id, parameters, cancel, clock);
    }

    /** Does the work of the run under its heartbeat, and records how it ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // beat() handles what goes wrong
    public <T> T record(Callable<T> work) throws Exception {
        heartbeat.scheduleAtFixedRate(this::beat, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        T result;
        try {
            result = work.call();
        } catch (Exception | Error e) {
            @Nullable IndexingException overtaken = lost == null ? null : overtaken(e);
            end(State.FAILED, failure(overtaken == null ? e : overtaken), e);
            if (overtaken != null) {
                throw overtaken;
            }
            throw e;
        }
        end(State.SUCCEEDED, null, null);
        return result;
    }

    private static RunRecord.Failure failure(Throwable thrown) {
        FailureMapper.MappedFailure mapped = FailureMapper.map(thrown);
        return new RunRecord.Failure(mapped.failure().name(), mapped.message());
    }

    /** A record that cannot be written neither undoes a success nor hides the cause of a failure. */
    private synchronized void end(State state, RunRecord.@Nullable Failure failure, @Nullable Throwable cause) {
        heartbeat.shutdownNow();
        ended = true;
        stage = new Stage(null, 0, () -> 0, clock.instant());
        try {
            new RunLog(store).write(current(state, failure));
            slot.release();
        } catch (StoreException | RuntimeException e) {
            log.warn("The record of the run could not be completed: {}", e.getMessage());
            if (cause != null) {
                cause.addSuppressed(e);
            }
        }
    }

    /**
     * Notes that a stage begins.
     *
     * @throws IndexingException {@link Failure#BUSY} if the slot is lost
     */
    void enter(String name, long total, LongSupplier done) {
        if (lost != null) {
            throw overtaken(null);
        }
        stage = new Stage(name, total, done, clock.instant());
    }

    /** Notes which version the run has completed. */
    public void completed(String name) {
        version = name;
    }

    /**
     * Renews the slot; to be called right before anything is published.
     *
     * @throws IndexingException {@link Failure#BUSY} if the slot is lost
     * @throws StoreException if it is not known whether the slot is still held
     */
    public void requireSlot() throws StoreException {
        if (lost != null || !slot.renew()) {
            throw overtaken(null);
        }
    }

    private IndexingException overtaken(@Nullable Throwable consequence) {
        IndexingException overtaken = new IndexingException(
                Failure.BUSY,
                "this run publishes nothing, because %s"
                        .formatted(lost == null ? "another run has taken over the index" : lost));
        if (consequence != null) {
            overtaken.addSuppressed(consequence);
        }
        return overtaken;
    }

    /** Whatever is thrown here ends the run: a heartbeat that stops unnoticed would let another run overtake it. */
    synchronized void beat() {
        if (ended || lost != null) {
            return;
        }
        try {
            if (!slot.renew()) {
                lose("another run has taken over the index");
                return;
            }
            renewed = clock.instant();
            new RunLog(store).write(current(State.RUNNING, null));
        } catch (StoreException.Unavailable e) {
            log.warn("The heartbeat of the run failed and will be tried again: {}", e.getMessage());
            if (renewed.isBefore(clock.instant().minus(RunSlot.LIMIT))) {
                lose("its heartbeat could not be written for %d s".formatted(RunSlot.LIMIT.toSeconds()));
            }
        } catch (StoreException | RuntimeException | Error e) {
            log.error("The heartbeat of the run failed", e);
            lose("its heartbeat failed: " + e);
        }
    }

    private void lose(String reason) {
        lost = reason;
        heartbeat.shutdown();
        cancel.run();
    }

    private RunRecord current(State state, RunRecord.@Nullable Failure failure) {
        Instant now = clock.instant();
        Stage at = stage;
        long done = at.done().getAsLong();
        double seconds = Duration.between(at.began(), now).toMillis() / 1000.0;
        double rate = seconds > 0 ? done / seconds : 0;
        return new RunRecord(
                id,
                state,
                at.name(),
                done,
                at.total(),
                rate,
                rate > 0 ? now.plusMillis((long) (1000 * (at.total() - done) / rate)) : null,
                now,
                started,
                version,
                failure,
                parameters,
                RunProcess.current());
    }
}
