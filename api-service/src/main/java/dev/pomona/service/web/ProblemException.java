package dev.pomona.service.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected request. The message is for the caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final @Nullable Duration retryAfter;
    private final transient Map<String, String> members;

    public ProblemException(Problem problem, String detail) {
        this(problem, detail, Map.of());
    }

    /** @param members further members of the problem, for programs; such as the field that is not valid */
    public ProblemException(Problem problem, String detail, Map<String, String> members) {
        super(detail);
        this.problem = problem;
        this.retryAfter = null;
        this.members = Map.copyOf(members);
    }

    /** A request that may succeed after this time. */
    public ProblemException(Problem problem, String detail, Duration retryAfter) {
        super(detail);
        this.problem = problem;
        this.retryAfter = retryAfter;
        this.members = Map.of();
    }

    public Problem problem() {
        return problem;
    }

    /** Further members of the problem, for programs. */
    public Map<String, String> members() {
        return members;
    }

    /** Time after which the request may succeed; empty if the problem does not depend on time, or it is not known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
