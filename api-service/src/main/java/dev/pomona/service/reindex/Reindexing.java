package dev.pomona.service.reindex;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.runs.ActiveRun;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.audit.AuditLog;
import dev.pomona.service.index.ModelProperties;
import dev.pomona.service.index.OwnIndex;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts and cancels runs. One run at a time is admitted by the slot of the index, which is reserved for it before it is
 * started: of any number of requests at any number of replicas exactly one wins.
 */
@Component
final class Reindexing {

    private static final Logger log = LoggerFactory.getLogger(Reindexing.class);

    /** How long an answer to an idempotency key is repeated. */
    private static final Duration KEY_VALIDITY = Duration.ofHours(24);

    /** Each lost race was won by a run that then ended at once. */
    private static final int ATTEMPTS = 3;

    private static final int KEY_DIGITS = 8;

    private final Runs runs;
    private final Launcher launcher;
    private final OwnIndex index;
    private final AuditLog audit;
    private final ReindexProperties properties;
    private final ModelProperties model;
    private final Clock clock;

    Reindexing(
            Runs runs,
            Launcher launcher,
            OwnIndex index,
            AuditLog audit,
            ReindexProperties properties,
            ModelProperties model,
            Clock clock) {
        this.runs = runs;
        this.launcher = launcher;
        this.index = index;
        this.audit = audit;
        this.properties = properties;
        this.model = model;
        this.clock = clock;
    }

    /**
     * Starts a run.
     *
     * @param request complete and valid
     * @param key the idempotency key; null for none. A request with the key of an earlier one is answered with its run
     * @throws ProblemException if another run is at work, or the launcher refuses
     */
    RunView start(ReindexRequest request, @Nullable String key, String operator) throws StoreException {
        @Nullable String keyHash = key == null ? null : hash(key.getBytes(StandardCharsets.UTF_8));
        String body = hash(IndexJson.write(request));
        Optional<RunRequest> earlier = keyHash == null ? Optional.empty() : withKey(keyHash);
        String id = IndexLayout.version(clock.instant(), idOf(keyHash));
        Optional<RunRequest> same = earlier.isPresent() ? earlier : reserve(id, keyHash);
        if (same.isPresent()) {
            return repeat(same.get(), body);
        }
        RunRequest stored = new RunRequest(
                id,
                clock.instant(),
                operator,
                request,
                request.toArguments(index.location(), model.backboneOfRuns(), id),
                launcher.name(),
                null,
                null,
                keyHash,
                body,
                null);
        store(stored);
        launch(stored);
        return runs.get(stored.id());
    }

    private void store(RunRequest request) throws StoreException {
        Map<String, String> details =
                Map.of("note", String.valueOf(request.request().note()));
        try {
            audit.add(request.requestedBy(), AuditLog.Action.START_RUN, request.id(), details);
            runs.requests().add(request);
        } catch (StoreException e) {
            release(request.id(), e);
            throw e;
        }
    }

    private void release(String id, Exception cause) {
        try {
            RunSlot.cancelReservation(runs.store(), id, clock);
        } catch (StoreException e) {
            cause.addSuppressed(e);
        }
    }

    /** Hands a run to its launcher, also one whose answer was lost where that is safe. A run that has ended is not started. */
    void launch(RunRequest request) throws StoreException {
        if (runs.requests().read(request.id()).map(RunRequest::end).isPresent()) {
            log.warn("Run {} is not started, as its end has been noted", request.id());
            return;
        }
        Launcher.Launched launched;
        try {
            launched = launcher.start(request.id(), request.arguments());
        } catch (Launcher.Refused e) {
            RunRequest.End end =
                    new RunRequest.End(RunState.FAILED, clock.instant(), "LAUNCHER", e.getMessage(), null, List.of());
            runs.requests().update(request.id(), before -> before.end() == null ? before.with(end) : before);
            RunSlot.cancelReservation(runs.store(), request.id(), clock);
            throw new ProblemException(
                    Problem.LAUNCH_FAILED, String.valueOf(e.getMessage()), Map.of("run", request.id()));
        } catch (IOException e) {
            // It may have started: whoever looks next tries again, or finds its record.
            log.warn("It is not known whether run {} has started: {}", request.id(), e.getMessage());
            return;
        }
        runs.requests().update(request.id(), before -> before.with(launched));
        log.info("Run {} is with the launcher {} as {}", request.id(), launcher.name(), launched.id());
        if (runs.records().isCancelRequested(request.id())) {
            runs.endByLauncher(request.with(launched));
        }
    }

    /**
     * Reserves the slot.
     *
     * @return the request that holds it under the same idempotency key; empty if the slot is reserved now
     * @throws ProblemException {@link Problem#RUN_ACTIVE} if another run is at work
     */
    private Optional<RunRequest> reserve(String id, @Nullable String keyHash) throws StoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<ActiveRun> last = RunSlot.last(runs.store()).filter(holder -> !holder.released());
            if (last.isPresent()) {
                Optional<RunRequest> same =
                        keyHash == null ? Optional.empty() : awaited(last.get().run(), keyHash);
                if (same.isPresent()) {
                    return same;
                }
                requireOver(last.get());
            }
            Instant until = clock.instant().plus(properties.startTimeout());
            if (RunSlot.reserve(runs.store(), id, until, clock)) {
                return Optional.empty();
            }
        }
        throw active(RunSlot.last(runs.store()).map(ActiveRun::run).orElse(""));
    }

    /** A run whose heartbeat is overdue may still be at work: its launcher is asked, too. */
    private void requireOver(ActiveRun holder) throws StoreException {
        Optional<RunView> run = runs.find(holder.run());
        boolean over = run.isPresent() ? run.get().state().isFinal() : !holder.isAlive(clock.instant());
        boolean abandoned = run.isEmpty()
                && holder.isReservedFor(holder.run())
                && holder.heartbeat().plus(RunFacts.HANDOVER).isBefore(clock.instant());
        if (abandoned) {
            RunSlot.cancelReservation(runs.store(), holder.run(), clock);
        } else if (!over) {
            throw active(holder.run());
        }
    }

    private static ProblemException active(String run) {
        return new ProblemException(
                Problem.RUN_ACTIVE, "Run %s is at work. Wait for it, or cancel it.".formatted(run), Map.of("run", run));
    }

    /**
     * The run that holds the slot may have been asked for with the same key a moment ago: its id ends with the key's hash, and
     * its request is stored in a moment.
     */
    private Optional<RunRequest> awaited(String run, String keyHash) throws StoreException {
        for (int attempt = 0; attempt < 20 && run.endsWith("-" + keyHash.substring(0, KEY_DIGITS)); attempt++) {
            Optional<RunRequest> request = runs.requests().read(run);
            if (request.isPresent()) {
                return request.filter(found -> keyHash.equals(found.key()));
            }
            pause();
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.STORE_UNAVAILABLE, "The service is about to stop.");
        }
    }

    private Optional<RunRequest> withKey(String keyHash) throws StoreException {
        String end = "-" + keyHash.substring(0, KEY_DIGITS);
        Instant oldest = clock.instant().minus(KEY_VALIDITY);
        for (String id : runs.requests().ids()) {
            if (id.endsWith(end) && IndexLayout.created(id).isAfter(oldest)) {
                Optional<RunRequest> found = runs.requests().read(id).filter(request -> keyHash.equals(request.key()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private RunView repeat(RunRequest earlier, String body) throws StoreException {
        if (!earlier.body().equals(body)) {
            throw new ProblemException(
                    Problem.KEY_REUSED,
                    "This Idempotency-Key was sent with another request; run " + earlier.id() + ".");
        }
        return runs.get(earlier.id());
    }

    /** The last part of the id: of the key's hash, so that the run can be found by it, or random. */
    private static int idOf(@Nullable String keyHash) {
        return keyHash == null
                ? ThreadLocalRandom.current().nextInt()
                : HexFormat.fromHexDigits(keyHash.substring(0, KEY_DIGITS));
    }

    private static String hash(byte[] bytes) {
        return Checksum.of(bytes);
    }

    /**
     * Cancels a run, whoever started it. It ends soon after.
     *
     * @throws ProblemException if there is no such run, or it has ended
     */
    RunView cancel(String id, String operator) throws StoreException {
        RunView run = runs.get(id);
        if (run.state().isFinal()) {
            throw new ProblemException(Problem.RUN_OVER, "The run has ended: %s.".formatted(run.state()));
        }
        if (run.cancelledBy() == null) {
            audit.add(operator, AuditLog.Action.CANCEL_RUN, id, Map.of("state", String.valueOf(run.state())));
            runs.records().requestCancel(new RunLog.Cancel(id, operator, clock.instant()));
        }
        return runs.get(id); // which ends one that has not begun
    }
}
