package dev.pomona.service.reindex;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the indexer somewhere. Implementations are thread-safe and remember nothing that a restart may lose. */
interface Launcher {

    /** Returns its name, as runs record it. */
    String name();

    /**
     * Starts a run.
     *
     * @param run id of the run; a launcher that {@linkplain #isRepeatable repeats} starts each id once
     * @param arguments the indexer's command line
     * @throws Refused if it will not start, however often it is tried
     * @throws IOException if it is not known whether it has started
     */
    Launched start(String run, List<String> arguments) throws IOException, Refused;

    /** Returns whether a start whose answer was lost may be repeated. */
    boolean isRepeatable();

    /**
     * Asks what has become of a run.
     *
     * @param id the launcher's own id
     * @throws IOException if that cannot be told at present
     */
    Status status(String id) throws IOException;

    /** Ends a run, whatever it does; none if it has ended. */
    void cancel(String id) throws IOException;

    /** Returns the last lines that a run has printed, if they are on this machine. */
    default List<String> lastLines(String run) {
        return List.of();
    }

    /** Moves the output of runs that have ended from this machine to the store of the index. */
    default void keepOutput() throws IOException {}

    /**
     * A run that a launcher has accepted.
     *
     * @param id the launcher's own id
     * @param url where people can see more of it; null for nowhere
     */
    record Launched(String id, @Nullable String url) {}

    /**
     * What a launcher knows of a run.
     *
     * @param exitCode of its program; null if it has not ended, or that is not known
     * @param detail a line for people; null for none
     * @param url where people can see more of it now; null for nowhere
     */
    record Status(
            Phase phase,
            @Nullable Integer exitCode,
            @Nullable String detail,
            @Nullable String url) {

        static Status of(Phase phase) {
            return new Status(phase, null, null, null);
        }
    }

    /** What a launcher says of a run. */
    enum Phase {
        QUEUED,
        WORKING,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        /** It was started and is no more; how it ended is not known. */
        GONE,
        /** It cannot be seen from here. */
        UNKNOWN;

        boolean isAlive() {
            return this == QUEUED || this == WORKING;
        }
    }

    /** A run that will not start, however often it is tried. The message is one line for the operator. */
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
