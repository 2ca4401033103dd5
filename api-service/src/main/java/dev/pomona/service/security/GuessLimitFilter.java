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
 * Lets an address send a wrong credential only so often: guessing takes years, and the slow hashes that stand against it
 * take no one else's processor. Who sends no credential is not counted.
 */
final class GuessLimitFilter extends OncePerRequestFilter {

    private static final int ADDRESSES = 10_000;

    private final RateLimit failures;
    private final SecurityProblemHandler refusals;

    GuessLimitFilter(int failuresPerMinute, SecurityProblemHandler refusals, TimeMeter clock) {
        this.failures = new RateLimit(failuresPerMinute, Math.max(1, failuresPerMinute), ADDRESSES, clock);
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = failures.ask(ClientAddress.of(request));
        if (!wait.isZero()) {
            String detail = "Too many wrong credentials from this address.";
            refusals.handle(request, response, new ProblemException(Problem.TOO_MANY_REQUESTS, detail, wait));
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            failures.take(ClientAddress.of(request));
        }
    }
}
