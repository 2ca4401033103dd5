package dev.pomona.model.runs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of the {@linkplain RunSlot slot}: which run holds it, or held it last.
 *
 * @param run id of the run
 * @param heartbeat when the run last said that it works
 * @param released whether the run has ended and left the slot free
 * @param process its process; {@link RunProcess#NONE} while the slot is only reserved
 * @param reservedUntil until when the slot is reserved for a run that has not begun yet; null once it has
 */
public record ActiveRun(
        String run,
        Instant heartbeat,
        boolean released,
        RunProcess process,
        @Nullable Instant reservedUntil) {

    /**
     * Whether the run is at work, as far as can be told: it was heard of lately, and its process is not known to be gone; or
     * it is expected to begin.
     */
    public boolean isAlive(Instant now) {
        if (released) {
            return false;
        }
        return reservedUntil == null
                ? heartbeat.isAfter(now.minus(RunSlot.LIMIT)) && !process.isGone()
                : reservedUntil.isAfter(now);
    }

    /** Whether the slot waits for this run to begin. */
    public boolean isReservedFor(String id) {
        return !released && reservedUntil != null && run.equals(id);
    }
}
