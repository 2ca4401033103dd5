package dev.pomona.service.upload;

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
import java.security.Principal;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Limits the uploads of each client, before their bodies are read and after the API key has been checked. */
@Component
@Order(0)
class RateLimitFilter extends UploadFilter {

    private final RateLimitProperties properties;
    private final RateLimit limit;

    RateLimitFilter(
            RateLimitProperties properties, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        super(problems);
        this.properties = properties;
        this.limit = new RateLimit(
                properties.requestsPerMinute(), properties.burst(), properties.clients(), TimeMeter.SYSTEM_NANOTIME);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limit.take(client(request));
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        String detail = "A client may send %d requests a minute.".formatted(properties.requestsPerMinute());
        refuse(request, response, new ProblemException(Problem.TOO_MANY_REQUESTS, detail, wait));
    }

    /** The owner of the API key, else the address; prefixed so that the two cannot collide. */
    private static String client(HttpServletRequest request) {
        Principal owner = request.getUserPrincipal();
        return owner == null ? "address " + ClientAddress.of(request) : "key " + owner.getName();
    }
}
