package dev.pomona.service.security;

import dev.pomona.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Hands what Spring Security refuses to the one place where failures become answers. */
@Component
class SecurityProblemHandler implements AccessDeniedHandler, RequestRejectedHandler {

    private final HandlerExceptionResolver problems;

    SecurityProblemHandler(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /** Asks for a credential of this scheme, as RFC 9110 wants it. */
    AuthenticationEntryPoint challenge(String scheme) {
        return (HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) -> {
            // Browsers answer a challenge with a window of their own, which a page that asks by script does not want.
            if (!"XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"pomona\"");
            }
            problems.resolveException(request, response, null, refused);
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
