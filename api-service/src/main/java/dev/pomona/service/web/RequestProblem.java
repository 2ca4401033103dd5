package dev.pomona.service.web;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** Remembers why a request was refused, for the log and the metrics. */
public final class RequestProblem {

    private static final String ATTRIBUTE = RequestProblem.class.getName();

    private RequestProblem() {}

    static void remember(ServletRequest request, Problem problem) {
        request.setAttribute(ATTRIBUTE, problem);
    }

    /** Why this request was refused; empty if it was not. */
    public static Optional<Problem> problem(ServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(ATTRIBUTE));
    }
}
