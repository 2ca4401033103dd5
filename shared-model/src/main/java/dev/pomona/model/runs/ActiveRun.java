package dev.pomona.model.runs;

import java.time.Instant;
import java.util.Optional;

/**
 * The content of the {@linkplain RunSlot slot}: which run holds it, or held it last.
 *
 * @param run id of the run
 * @param heartbeat when the run last said that it works
 * @param released whether the run has ended and left the slot free
 * @param host the machine it runs on; empty if not known
 * @param process number of its process there
 * @param processStart when that process began, ISO 8601; empty if not known
 */
public record ActiveRun(
        String run, Instant heartbeat, boolean released, String host, long process, String processStart) {

    /** Whether the run is at work, as far as can be told: it was heard of lately, and its process is not known to be gone. */
    boolean isAlive(Instant now, String thisHost) {
        return !released
                && heartbeat.isAfter(now.minus(RunSlot.LIMIT))
                && !(!host.isEmpty() && host.equals(thisHost) && isProcessGone());
    }

    /** A killed run on the same machine need not be waited for. Wrong guesses are harmless: an overtaken run publishes nothing. */
    private boolean isProcessGone() {
        Optional<ProcessHandle> handle = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
        return handle.isEmpty() || !startOf(handle.get()).equals(processStart);
    }

    static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
