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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that holds the slot of an index and writes its record while it works. A heartbeat every {@link #PERIOD} renews
 * the slot and the record. A run that loses the slot, cannot renew it in time or is cancelled by an operator ends without
 * publishing anything.
 */
public final class RecordedRun {

    private static final Logger log = LoggerFactory.getLogger(RecordedRun.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Between two attempts to end the work of a run that is to stop: Spark's jobs are cancelled one by one. */
    private static final Duration CANCEL_PERIOD = Duration.ofSeconds(2);

    /** The code of a run that SIGTERM ended, and what a shell reports of its process. */
    private static final String TERMINATED = "TERMINATED";

    private static final int TERMINATED_EXIT = 143;

    private static final String OVERTAKEN = "another run has taken over the index";
    private static final String CANCELLED = "an operator has cancelled it";

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
    private volatile @Nullable IndexingException stopped;
    private volatile LongSupplier rejects = () -> 0;
    private volatile @Nullable String version;
    private volatile Stage stage;
    private volatile boolean recording;
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
        recording = true;
        heartbeat.scheduleAtFixedRate(this::beat, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        T result;
        try {
            result = work.call();
        } catch (Exception | Error e) {
            @Nullable IndexingException reason = stopped;
            if (reason != null && reason != e) {
                reason.addSuppressed(e);
            }
            Throwable cause = reason == null ? e : reason;
            boolean cancelled = reason != null && reason.failure() == Failure.CANCELLED;
            end(cancelled ? State.CANCELLED : State.FAILED, failure(cause), cause);
            if (reason != null) {
                throw reason;
            }
            throw e;
        }
        end(State.SUCCEEDED, null, null);
        return result;
    }

    private static RunRecord.Failure failure(Throwable thrown) {
        if (ShutdownHookManager.get().isShutdownInProgress()) {
            return new RunRecord.Failure(TERMINATED, "the run was terminated", TERMINATED_EXIT, List.of());
        }
        FailureMapper.MappedFailure mapped = FailureMapper.map(thrown);
        return new RunRecord.Failure(
                mapped.failure().name(),
                mapped.message(),
                mapped.failure().exitCode(),
                thrown instanceof IndexingException failed ? failed.violations() : List.of());
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
     * Notes that a stage begins, and has the record say so.
     *
     * @throws IndexingException {@link Failure#BUSY} if the slot is lost, {@link Failure#CANCELLED} if an operator cancelled
     *     the run
     */
    void enter(String name, long total, LongSupplier done) {
        requireGoingOn();
        stage = new Stage(name, total, done, clock.instant());
        if (recording) {
            heartbeat.execute(this::beat);
        }
    }

    /** Notes how many photos cannot be used; the count is asked with each heartbeat. */
    void rejects(LongSupplier count) {
        rejects = count;
    }

    private void requireGoingOn() {
        @Nullable IndexingException reason = stopped;
        if (reason != null) {
            throw reason;
        }
    }

    /** Notes which version the run has completed. */
    public void completed(String name) {
        version = name;
    }

    /**
     * Renews the slot; to be called right before anything is published.
     *
     * @throws IndexingException {@link Failure#BUSY} if the slot is lost, {@link Failure#CANCELLED} if an operator cancelled
     *     the run
     * @throws StoreException if it is not known whether the slot is still held
     */
    public void requireSlot() throws StoreException {
        requireGoingOn();
        if (!slot.renew()) {
            throw publishesNothing(Failure.BUSY, OVERTAKEN);
        }
        if (new RunLog(store).isCancelRequested(id)) {
            throw publishesNothing(Failure.CANCELLED, CANCELLED);
        }
    }

    private static IndexingException publishesNothing(Failure failure, String reason) {
        return new IndexingException(failure, "this run publishes nothing, because " + reason);
    }

    /** Whatever is thrown here ends the run: a heartbeat that stops unnoticed would let another run overtake it. */
    synchronized void beat() {
        if (ended || stopped != null) {
            return;
        }
        try {
            if (!slot.renew()) {
                stop(Failure.BUSY, OVERTAKEN);
                return;
            }
            renewed = clock.instant();
            RunLog runs = new RunLog(store);
            runs.write(current(State.RUNNING, null));
            if (runs.isCancelRequested(id)) {
                stop(Failure.CANCELLED, CANCELLED);
            }
        } catch (StoreException.Unavailable e) {
            log.warn("The heartbeat of the run failed and will be tried again: {}", e.getMessage());
            if (renewed.isBefore(clock.instant().minus(RunSlot.LIMIT))) {
                stop(Failure.BUSY, "its heartbeat could not be written for %d s".formatted(RunSlot.LIMIT.toSeconds()));
            }
        } catch (StoreException | RuntimeException | Error e) {
            log.error("The heartbeat of the run failed", e);
            stop(Failure.BUSY, "its heartbeat failed: " + e);
        }
    }

    /** Ends the work: what is under way at once, and what it goes on with soon after. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the end of the run
    private void stop(Failure failure, String reason) {
        stopped = publishesNothing(failure, reason);
        cancel.run();
        heartbeat.scheduleAtFixedRate(cancel, CANCEL_PERIOD.toSeconds(), CANCEL_PERIOD.toSeconds(), TimeUnit.SECONDS);
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
                rejects.getAsLong(),
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
