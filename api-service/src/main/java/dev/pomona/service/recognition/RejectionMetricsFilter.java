package dev.pomona.service.recognition;

import dev.pomona.service.web.AccessLog;
import dev.pomona.service.web.RequestProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts rejected recognition requests, wherever they are rejected: credential, rate limit, form, picture, bulkhead. */
@Component
@Order(AccessLog.ORDER + 1)
class RejectionMetricsFilter extends OncePerRequestFilter {

    private final RecognitionMetrics metrics;

    RejectionMetricsFilter(RecognitionMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals("/recognize");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        RequestProblem.problem(request).ifPresent(metrics::rejected);
    }
}
