package dev.pomona.model.runs;

import java.time.Instant;

/**
 * The content of the {@linkplain RunSlot slot}: which run holds it, or held it last.
 *
 * @param run id of the run
 * @param heartbeat when the run last said that it works
 * @param released whether the run has ended and left the slot free
 * @param process its process
 */
public record ActiveRun(String run, Instant heartbeat, boolean released, RunProcess process) {

    /** Whether the run is at work, as far as can be told: it was heard of lately, and its process is not known to be gone. */
    boolean isAlive(Instant now) {
        return !released && heartbeat.isAfter(now.minus(RunSlot.LIMIT)) && !process.isGone();
    }
}
