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

/** Authenticates clients by the API key in {@code X-API-Key} or {@code Authorization: Bearer}. */
final class ApiKeyFilter extends AuthenticationFilter {

    static final String HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";

    ApiKeyFilter(ApiKeys keys, AuthenticationEntryPoint refuse) {
        super((AuthenticationManager) presented -> check(presented, keys), ApiKeyFilter::presented);
        setFailureHandler(new AuthenticationEntryPointFailureHandler(refuse));
        setSuccessHandler((request, response, client) -> {});
    }

    private static @Nullable Authentication presented(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            key = authorization.substring(BEARER.length()).strip();
        }
        return key == null ? null : new PreAuthenticatedAuthenticationToken("", key);
    }

    private static Authentication check(Authentication presented, ApiKeys keys) throws AuthenticationException {
        return keys.ownerOf(String.valueOf(presented.getCredentials()))
                .map(owner -> new PreAuthenticatedAuthenticationToken(owner, "", AuthorityUtils.NO_AUTHORITIES))
                .orElseThrow(() -> new BadCredentialsException("unknown API key"));
    }
}
