package dev.pomona.service.web;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** Request attribute with the reason of a rejection, for the log and the metrics. */
public final class RequestProblem {

    private static final String ATTRIBUTE = RequestProblem.class.getName();

    private RequestProblem() {}

    static void remember(ServletRequest request, Problem problem) {
        request.setAttribute(ATTRIBUTE, problem);
    }

    /** Returns why this request was rejected; empty if it was not. */
    public static Optional<Problem> problem(ServletRequest request) {
        return Optional.ofNullable((Problem) request.getAttribute(ATTRIBUTE));
    }
}
