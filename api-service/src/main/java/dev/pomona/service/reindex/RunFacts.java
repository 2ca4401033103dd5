package dev.pomona.service.reindex;

import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.service.reindex.Launcher.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run: what was asked for, what it says of itself, what its launcher says, and whether somebody cancelled it.
 * The run's own word counts first. It is lost only when its heartbeat and its launcher both say so.
 *
 * @param request null for a run that was started by hand
 * @param record null while it has not said anything
 * @param cancel null if nobody cancelled it
 * @param launcher what its launcher says; null if it was not asked, as the other facts suffice
 */
record RunFacts(
        String id,
        @Nullable RunRequest request,
        @Nullable RunRecord record,
        RunLog.@Nullable Cancel cancel,
        Launcher.@Nullable Status launcher) {

    /** Time in which a replica that has stored a request hands it to its launcher. */
    static final Duration HANDOVER = Duration.ofSeconds(60);

    private static final int FIRST_SIGNAL = 128;
    private static final String LAUNCHER = "LAUNCHER";
    private static final String NOT_STARTED = "NOT_STARTED";
    private static final String SILENT = "SILENT";

    RunFacts with(Launcher.Status status) {
        return new RunFacts(id, request, record, cancel, status);
    }

    /** Whether the state depends on what the launcher says. */
    boolean needsLauncher(Instant now) {
        return request != null
                && request.launcherId() != null
                && request.end() == null
                && (record == null || (record.state() == RunRecord.State.RUNNING && !isHeard(record, now)));
    }

    private static boolean isHeard(RunRecord record, Instant now) {
        return record.heartbeat().isAfter(now.minus(RunSlot.LIMIT))
                && !record.process().isGone();
    }

    /**
     * Returns how the run ended.
     *
     * @param startTimeout time in which it must begin
     * @return null if it has not, as far as can be told
     */
    RunRequest.@Nullable End end(Instant now, Duration startTimeout) {
        if (record != null && record.state() != RunRecord.State.RUNNING) {
            return ofRecord(record);
        }
        if (record != null && isHeard(record, now)) {
            return null;
        }
        if (request != null && request.end() != null) {
            return request.end();
        }
        if (record != null) {
            return phase().isAlive() ? null : ended(now, record.heartbeat());
        }
        return request == null ? null : endBeforeItBegan(request, now, startTimeout);
    }

    private RunRequest.End ofRecord(RunRecord ended) {
        RunRecord.@Nullable Failure failure = ended.failure();
        RunState state = switch (ended.state()) {
            case SUCCEEDED -> RunState.SUCCEEDED;
            case CANCELLED -> RunState.CANCELLED;
            default -> failureState(failure);
        };
        return new RunRequest.End(
                state,
                ended.heartbeat(),
                failure == null ? null : failure.code(),
                failure == null ? null : failure.message(),
                failure == null ? null : failure.exitCode(),
                List.of());
    }

    private RunState failureState(RunRecord.@Nullable Failure failure) {
        if (failure != null && failure.code().equals("WORSE")) {
            return RunState.REFUSED;
        }
        return failure != null && failure.code().equals("TERMINATED") && cancel != null
                ? RunState.CANCELLED
                : RunState.FAILED;
    }

    private RunRequest.@Nullable End endBeforeItBegan(RunRequest asked, Instant now, Duration startTimeout) {
        boolean late = asked.requestedAt().plus(startTimeout).isBefore(now);
        if (asked.launcherId() == null) {
            if (cancel != null) {
                return end(RunState.CANCELLED, now, null, null);
            }
            boolean handedOver = asked.requestedAt().plus(HANDOVER).isAfter(now);
            return handedOver ? null : end(RunState.LOST, now, NOT_STARTED, "No launcher has accepted the run.");
        }
        if (phase() == Phase.UNKNOWN && !late) {
            return null;
        }
        if (phase().isAlive()) {
            return late ? end(RunState.FAILED, now, NOT_STARTED, "The run has not begun in time.") : null;
        }
        return ended(now, asked.requestedAt());
    }

    /** It is over, and its own record does not say how. */
    private RunRequest.End ended(Instant now, Instant lastHeard) {
        if (cancel != null || phase() == Phase.CANCELLED) {
            return end(RunState.CANCELLED, now, null, null);
        }
        @Nullable Integer code = exitCode();
        if (phase() == Phase.FAILED && (code == null || code < FIRST_SIGNAL)) {
            return end(RunState.FAILED, now, LAUNCHER, detail());
        }
        String said = detail();
        return end(
                RunState.LOST,
                now,
                SILENT,
                "The run has not been heard of since %s.%s".formatted(lastHeard, said == null ? "" : " " + said));
    }

    private RunRequest.End end(RunState state, Instant now, @Nullable String code, @Nullable String message) {
        return new RunRequest.End(state, now, code, message, exitCode(), List.of());
    }

    /** Returns where the run stands. */
    RunState state(Instant now, Duration startTimeout) {
        RunRequest.@Nullable End end = end(now, startTimeout);
        if (end != null) {
            return end.state();
        }
        if (record != null) {
            return RunState.RUNNING;
        }
        return request == null || request.launcherId() == null || phase() == Phase.QUEUED
                ? RunState.QUEUED
                : RunState.STARTING;
    }

    private Phase phase() {
        return launcher == null ? Phase.UNKNOWN : launcher.phase();
    }

    private @Nullable Integer exitCode() {
        return launcher == null ? null : launcher.exitCode();
    }

    private @Nullable String detail() {
        return launcher == null ? null : launcher.detail();
    }
}
