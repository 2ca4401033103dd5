package dev.pomona.service.security;

import dev.pomona.service.web.ClientAddress;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import dev.pomona.service.web.RateLimit;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits wrong credentials from one address, so that guessing a password takes years and bcrypt cannot exhaust the processor.
 * A request with a credential costs one attempt before it is checked, and gets it back if the credential is right: requests
 * in flight cannot share one attempt. Requests without a credential are not limited.
 */
final class GuessLimitFilter extends OncePerRequestFilter {

    private static final int ADDRESSES = 10_000;

    private final RateLimit attempts;
    private final SecurityProblemHandler problems;

    GuessLimitFilter(int failuresPerMinute, SecurityProblemHandler problems, TimeMeter clock) {
        this.attempts = new RateLimit(failuresPerMinute, Math.max(1, failuresPerMinute), ADDRESSES, clock);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = ClientAddress.of(request);
        Duration wait = attempts.take(address);
        if (!wait.isZero()) {
            String detail = "Too many wrong credentials from this address.";
            problems.handle(request, response, new ProblemException(Problem.TOO_MANY_REQUESTS, detail, wait));
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() != HttpServletResponse.SC_UNAUTHORIZED) {
            attempts.giveBack(address);
        }
    }
}
