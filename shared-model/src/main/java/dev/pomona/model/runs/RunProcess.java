package dev.pomona.model.runs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a run is.
 *
 * @param host the machine it runs on; empty if not known
 * @param number its number there
 * @param start when it began, ISO 8601; empty if not known
 */
public record RunProcess(String host, long number, String start) {

    /** No process. */
    public static final RunProcess NONE = new RunProcess("", 0, "");

    /** Returns this process. */
    public static RunProcess current() {
        ProcessHandle process = ProcessHandle.current();
        return new RunProcess(localHost(), process.pid(), startOf(process));
    }

    /**
     * Whether the process is known to have ended: it was one of this machine, and is no more. Where two machines have one
     * name the guess may be wrong; that does no harm, because a run that was overtaken publishes nothing.
     */
    public boolean isGone() {
        if (host.isEmpty() || !host.equals(localHost())) {
            return false;
        }
        Optional<ProcessHandle> found = ProcessHandle.of(number).filter(ProcessHandle::isAlive);
        return found.isEmpty() || !startOf(found.get()).equals(start);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
