package dev.pomona.service.security;

import dev.pomona.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Passes rejections by Spring Security to the common exception handler. */
@Component
class SecurityProblemHandler implements AccessDeniedHandler, RequestRejectedHandler {

    private final HandlerExceptionResolver problems;
    private final LocaleResolver locales;

    SecurityProblemHandler(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, LocaleResolver locales) {
        this.problems = problems;
        this.locales = locales;
    }

    /** Asks for a credential of this scheme (RFC 9110, 11.6.1). */
    AuthenticationEntryPoint challenge(String scheme) {
        return (HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) -> {
            // Browsers answer a challenge with a dialog of their own, even to a request by script or of a frame.
            if (!"XMLHttpRequest".equals(request.getHeader("X-Requested-With"))
                    && OperatorSessions.cookie(request).isEmpty()) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"pomona\"");
            }
            problems.resolveException(request, response, null, refused);
        };
    }

    /** Answers like an unknown path. */
    AuthenticationEntryPoint notFound() {
        return (request, response, refused) -> {
            // As the dispatcher does; without it the page would ignore the parameter lang.
            request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, locales);
            HttpMethod method = HttpMethod.valueOf(request.getMethod());
            problems.resolveException(
                    request,
                    response,
                    null,
                    new NoResourceFoundException(method, request.getRequestURI(), request.getServletPath()));
        };
    }

    /** Answers with this problem. */
    void handle(HttpServletRequest request, HttpServletResponse response, ProblemException refused) {
        problems.resolveException(request, response, null, refused);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused) {
        problems.resolveException(request, response, null, refused);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused) {
        problems.resolveException(request, response, null, refused);
    }
}
