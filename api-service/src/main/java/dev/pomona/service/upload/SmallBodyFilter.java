package dev.pomona.service.upload;

import dev.pomona.service.web.BodyMeter;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Limits the bodies of requests that carry no photo. Spring has a multipart form parsed whatever the path and the method, before
 * it looks for a controller.
 */
@Component
@Order(-2)
class SmallBodyFilter extends UploadFilter {

    /** Longest body, in bytes; a request for a run has no more. What is received at once may exceed it. */
    private static final int LONGEST = 65_536;

    private static final int SLACK = 16_384;

    SmallBodyFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        super(problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return takesPhotos(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int[] received = {0};
        BodyMeter.attach(request, bytes -> {
            received[0] += bytes;
            if (received[0] > LONGEST + SLACK) {
                throw new ProblemException(
                        Problem.TOO_LARGE, "A request that carries no photo has at most %d bytes.".formatted(LONGEST));
            }
        });
        try {
            chain.doFilter(request, response);
        } finally {
            BodyMeter.detach(request);
        }
    }
}
