package dev.pomona.service.reindex;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for a run as it is stored, {@code runs/requests/<id>.json}, and what its launcher made of it.
 *
 * @param id of the run
 * @param requestedAt when
 * @param requestedBy name of the operator
 * @param request what was asked for, with what was configured
 * @param arguments the indexer's command line
 * @param launcher name of the launcher
 * @param launcherId the launcher's own id; null until it has accepted the run
 * @param url where people can see more of the run; null for nowhere
 * @param key hash of the idempotency key; null if there was none
 * @param body hash of the request's body
 * @param end how it ended, as far as its own record does not say it; null while it has not
 */
record RunRequest(
        String id,
        Instant requestedAt,
        String requestedBy,
        ReindexRequest request,
        List<String> arguments,
        String launcher,
        @Nullable String launcherId,
        @Nullable String url,
        @Nullable String key,
        String body,
        @Nullable End end) {

    /**
     * How a run ended.
     *
     * @param at when that was noticed
     * @param code a stable name of the reason; null if there is none
     * @param message one line for the operator; null if there is none
     * @param exitCode of its program; null if not known
     * @param output the last lines that it printed
     */
    record End(
            RunState state,
            Instant at,
            @Nullable String code,
            @Nullable String message,
            @Nullable Integer exitCode,
            List<String> output) {

        End withOutput(List<String> lines) {
            return new End(state, at, code, message, exitCode, lines);
        }
    }

    RunRequest with(Launcher.Launched launched) {
        return new RunRequest(
                id,
                requestedAt,
                requestedBy,
                request,
                arguments,
                launcher,
                launched.id(),
                launched.url(),
                key,
                body,
                end);
    }

    /** Returns the same request, with the last lines of a run that has ended. */
    RunRequest withOutput(List<String> lines) {
        return end == null ? this : with(end.withOutput(lines));
    }

    RunRequest with(@Nullable End found) {
        return new RunRequest(
                id, requestedAt, requestedBy, request, arguments, launcher, launcherId, url, key, body, found);
    }
}
