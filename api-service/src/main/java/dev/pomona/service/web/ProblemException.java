package dev.pomona.service.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is refused. The message is for the caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
        this.retryAfter = null;
    }

    /** A request that may be made again, after a while. */
    public ProblemException(Problem problem, String detail, Duration retryAfter) {
        super(detail);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /** When the same request may succeed; empty if the problem does not depend on time, or nothing better is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
