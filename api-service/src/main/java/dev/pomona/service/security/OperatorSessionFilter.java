package dev.pomona.service.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Authenticates the operator by the cookie of {@link OperatorSessions}, where the request has no other credential. */
final class OperatorSessionFilter extends AuthenticationFilter {

    OperatorSessionFilter(OperatorSessions sessions, AuthenticationEntryPoint refuse) {
        super((AuthenticationManager) presented -> check(presented, sessions), OperatorSessionFilter::presented);
        setFailureHandler(new AuthenticationEntryPointFailureHandler(refuse));
        setSuccessHandler((request, response, operator) -> {});
    }

    private static @Nullable Authentication presented(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? OperatorSessions.cookie(request)
                        .map(cookie -> new PreAuthenticatedAuthenticationToken("", cookie))
                        .orElse(null)
                : null;
    }

    private static Authentication check(Authentication presented, OperatorSessions sessions)
            throws AuthenticationException {
        if (!sessions.isValid(String.valueOf(presented.getCredentials()))) {
            throw new BadCredentialsException("no valid session");
        }
        return new PreAuthenticatedAuthenticationToken(
                sessions.operator(), "", AuthorityUtils.createAuthorityList("ROLE_" + Operators.ROLE));
    }
}
