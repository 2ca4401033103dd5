package dev.pomona.service.upload;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Rejects compressed bodies, with the header that RFC 7694 asks for. Photos are compressed already, and a body that is
 * unpacked could be any size.
 */
@Component
@Order(-1)
class ContentEncodingFilter extends UploadFilter {

    private static final String IDENTITY = "identity";

    /** Names of encodings; others are not quoted. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,20}");

    ContentEncodingFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        super(problems);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String encoding : Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING))) {
            if (!encoding.isBlank() && !encoding.equalsIgnoreCase(IDENTITY)) {
                response.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
                refuse(request, response, new ProblemException(Problem.UNSUPPORTED_ENCODING, detail(encoding)));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static String detail(String encoding) {
        return "A Content-Encoding%s is not supported. Send the photo as it is, without one."
                .formatted(NAME.matcher(encoding).matches() ? " of " + encoding : "");
    }
}
