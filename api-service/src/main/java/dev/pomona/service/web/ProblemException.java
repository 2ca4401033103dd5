package dev.pomona.service.web;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected request. The message is for the caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
        this.retryAfter = null;
    }

    /** A request that may succeed after this time. */
    public ProblemException(Problem problem, String detail, Duration retryAfter) {
        super(detail);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    /** Time after which the request may succeed; empty if the problem does not depend on time, or it is not known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
