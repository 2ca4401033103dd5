package dev.pomona.service.reindex;

import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of runs. The store is asked once a second for each run that somebody follows, by two threads for all
 * listeners. An event has the whole run, so a client that reconnects has missed nothing; one that names the last event in {@code
 * Last-Event-ID} gets the next one. The last event is named {@code end}.
 */
@Component
final class RunEvents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunEvents.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Proxies drop connections that are silent for a minute or less. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Then the client reconnects. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration RECONNECT = Duration.ofSeconds(2);

    private final Runs runs;
    private final int most;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService threads;

    RunEvents(Runs runs, ReindexProperties properties) {
        this.runs = runs;
        this.most = properties.maxListeners();
    }

    /** A client that follows a run. */
    private static final class Listener {

        private final String run;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final AtomicBoolean busy = new AtomicBoolean();
        private String lastId;
        private long lastSent = System.nanoTime();

        Listener(String run, String lastId) {
            this.run = run;
            this.lastId = lastId;
        }

        /** Sends the run if it has changed, else now and then a comment; returns whether that was the end. */
        boolean send(RunView view) throws IOException {
            String id = eventId(view);
            boolean end = view.state().isFinal();
            if (!id.equals(lastId) || end) {
                emitter.send(SseEmitter.event()
                        .id(id)
                        .name(end ? "end" : "progress")
                        .reconnectTime(RECONNECT.toMillis())
                        .data(view, MediaType.APPLICATION_JSON));
                lastId = id;
                lastSent = System.nanoTime();
            } else if (System.nanoTime() - lastSent > HEARTBEAT.toNanos()) {
                emitter.send(SseEmitter.event().comment("heartbeat"));
                lastSent = System.nanoTime();
            }
            return end;
        }

        /** The same at every replica. */
        private static String eventId(RunView view) {
            long heard = view.heartbeat() == null ? 0 : view.heartbeat().toEpochMilli();
            return "%d-%s%s".formatted(heard, view.state(), view.cancelledBy() == null ? "" : "-cancelled");
        }
    }

    /**
     * Follows a run to its end.
     *
     * @param lastEvent the last event that the client has; null for none
     * @throws ProblemException if there is no such run, or there are too many listeners
     */
    SseEmitter follow(String run, @Nullable String lastEvent) throws StoreException {
        runs.get(run);
        return add(new Listener(run, lastEvent == null ? "" : lastEvent));
    }

    private synchronized SseEmitter add(Listener listener) {
        if (threads == null || listeners.size() >= most) {
            throw new ProblemException(
                    Problem.TOO_MANY_LISTENERS, "At most %d clients follow runs at once.".formatted(most), PERIOD);
        }
        listener.emitter.onCompletion(() -> listeners.remove(listener));
        listener.emitter.onError(e -> listeners.remove(listener));
        listener.emitter.onTimeout(listener.emitter::complete);
        listeners.add(listener);
        return listener.emitter;
    }

    private void tell() {
        Map<String, List<Listener>> byRun = listeners.stream().collect(Collectors.groupingBy(each -> each.run));
        byRun.forEach((run, followers) -> {
            try {
                RunView view = runs.get(run);
                followers.forEach(listener -> submit(listener, view));
            } catch (StoreException | RuntimeException e) {
                log.warn("The run {} cannot be followed at present: {}", run, e.getMessage());
            }
        });
    }

    /** A client that does not read holds up no other. */
    private void submit(Listener listener, RunView view) {
        @Nullable ScheduledExecutorService executor = threads;
        if (executor != null && listener.busy.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    if (listener.send(view)) {
                        listener.emitter.complete();
                    }
                } catch (IOException | IllegalStateException gone) {
                    listeners.remove(listener);
                    listener.emitter.completeWithError(gone);
                } finally {
                    listener.busy.set(false);
                }
            });
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // tell() handles what goes wrong
    public synchronized void start() {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "run-events");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::tell, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        threads = executor;
    }

    /** Before the server waits for the requests under way: clients reconnect, to another replica. */
    @Override
    public synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
        listeners.forEach(listener -> listener.emitter.complete());
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
