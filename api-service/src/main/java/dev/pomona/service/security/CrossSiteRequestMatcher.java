package dev.pomona.service.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Whether a page of another site makes a browser ask for a change. Browsers say so themselves: in {@code Sec-Fetch-Site},
 * or, where they do not send that (plain HTTP, old ones), by an {@code Origin} that is not the host asked. What has neither
 * header is no browser, and has no credential that it did not mean to send.
 */
final class CrossSiteRequestMatcher implements RequestMatcher {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    public boolean matches(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !authority(origin).equals(host(request));
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    /** Host and port of an origin; the origin itself, which is no host, if it has none ({@code null}, nonsense). */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority == null ? origin : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return origin;
        }
    }
}
