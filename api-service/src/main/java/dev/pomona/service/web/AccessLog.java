package dev.pomona.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Assigns each request its id and logs one line for it: method, path, status, problem and milliseconds. Health probes that
 * succeed, which arrive every few seconds, are logged at level DEBUG alone.
 */
@Component
@Order(AccessLog.ORDER)
public class AccessLog extends OncePerRequestFilter {

    /** Outside all filters but those that correct the address and encoding of a request. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final String START = AccessLog.class.getName() + ".start";

    /** Other methods are not logged, as callers may invent them. */
    private static final Set<String> KNOWN_METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private final LoggedPath path;

    AccessLog(LoggedPath path) {
        this.path = path;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(START) == null) {
            request.setAttribute(START, System.nanoTime());
            response.setHeader(RequestId.HEADER, RequestId.of(request));
        }
        MDC.put(RequestId.KEY, RequestId.of(request));
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            if (!isAsyncStarted(request)) {
                write(request, failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus());
            }
            MDC.remove(RequestId.KEY);
        }
    }

    /** Asynchronous responses are logged on completion. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** Logs a request that Tomcat rejects; its method and path may be anything. */
    static void refused(ServletRequest request, ServerRefusal refusal) {
        if (request.getAttribute(START) == null) {
            log.info("- - {} {}", refusal.status(), refusal.problem().label());
        }
    }

    private void write(HttpServletRequest request, int status) {
        long nanos = System.nanoTime() - (long) request.getAttribute(START);
        boolean passed = PROBES.contains(request.getRequestURI()) && status < HttpServletResponse.SC_BAD_REQUEST;
        log.atLevel(passed ? Level.DEBUG : Level.INFO)
                .log(
                        "{} {} {} {}{} ms",
                        KNOWN_METHODS.contains(request.getMethod()) ? request.getMethod() : "-",
                        path.of(request, status),
                        status,
                        RequestProblem.problem(request)
                                .map(problem -> problem.label() + " ")
                                .orElse(""),
                        TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
