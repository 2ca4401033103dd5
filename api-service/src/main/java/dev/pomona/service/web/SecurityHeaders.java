package dev.pomona.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers to load nothing from elsewhere and to guess no content types. */
@Component
class SecurityHeaders extends OncePerRequestFilter {

    private static final String OWN_CONTENT_ONLY =
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** The API browser styles itself inline. */
    private static final String API_BROWSER = "/swagger-ui/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean apiBrowser = request.getRequestURI().startsWith(API_BROWSER);
        response.setHeader(
                "Content-Security-Policy",
                apiBrowser ? OWN_CONTENT_ONLY + "; style-src 'self' 'unsafe-inline'" : OWN_CONTENT_ONLY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        chain.doFilter(request, response);
    }
}
