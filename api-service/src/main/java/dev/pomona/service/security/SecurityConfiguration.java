package dev.pomona.service.security;

import dev.pomona.service.web.PageFiles;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Access rules of every path. The API is closed by default: a path outside {@link #OPEN}, {@code /recognize},
 * {@code /admin} and the actuator does not exist for callers, whatever controllers there are.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Paths that anybody may read. */
    private static final String[] OPEN = {
        "/",
        "/operator",
        "/favicon.ico",
        "/fruits",
        "/fruits/{id}",
        "/exemplars/{id}",
        "/index",
        "/feedback",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/swagger-config",
        "/swagger-ui.html"
    };

    private static final String OWN_CONTENT_ONLY =
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** Swagger UI has inline styles. */
    private static final String API_BROWSER = OWN_CONTENT_ONLY + "; style-src 'self' 'unsafe-inline'";

    @Bean
    @Order(1)
    SecurityFilterChain administration(
            HttpSecurity http,
            SecurityProperties properties,
            OperatorSessions sessions,
            SecurityProblemHandler problems)
            throws Exception {
        AuthenticationEntryPoint challenge = problems.challenge("Basic");
        GuessLimitFilter guesses =
                new GuessLimitFilter(properties.operator().failuresPerMinute(), problems, TimeMeter.SYSTEM_NANOTIME);
        return common(http, OWN_CONTENT_ONLY, challenge, problems)
                .securityMatcher(new OrRequestMatcher(
                        EndpointRequest.toAnyEndpoint(),
                        EndpointRequest.toLinks(),
                        PathPatternRequestMatcher.pathPattern("/admin/**")))
                .addFilterBefore(guesses, BasicAuthenticationFilter.class)
                .addFilterBefore(new OperatorSessionFilter(sessions, challenge), BasicAuthenticationFilter.class)
                // The report may be framed by /operator, by its own content policy; that of all else forbids it.
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin))
                .httpBasic(basic -> basic.authenticationEntryPoint(challenge))
                .authorizeHttpRequests(rules -> rules.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        // Browsers resend a Basic credential on their own, for cross-origin requests too; the cookie of
                        // a
                        // session only for requests of this site.
                        .requestMatchers(new CrossSiteRequestMatcher())
                        .denyAll()
                        .anyRequest()
                        .hasRole(Operators.ROLE))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain recognition(HttpSecurity http, SecurityProperties properties, SecurityProblemHandler problems)
            throws Exception {
        ApiKeys keys = new ApiKeys(properties.apiKeys());
        AuthenticationEntryPoint challenge = problems.challenge("Bearer");
        common(http, OWN_CONTENT_ONLY, challenge, problems).securityMatcher("/recognize/**");
        if (keys.isEmpty()) {
            http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll());
        } else {
            http.addFilterBefore(new ApiKeyFilter(keys, challenge), AnonymousAuthenticationFilter.class)
                    .authorizeHttpRequests(rules -> rules.anyRequest().authenticated());
        }
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain apiBrowser(HttpSecurity http, SecurityProblemHandler problems) throws Exception {
        return common(http, API_BROWSER, problems.challenge("Basic"), problems)
                .securityMatcher("/swagger-ui/**")
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }

    /** Answers what is not open as an unknown path, not with 401: no credential would help. */
    @Bean
    @Order(4)
    SecurityFilterChain everythingElse(HttpSecurity http, SecurityProblemHandler problems) throws Exception {
        return common(http, OWN_CONTENT_ONLY, problems.notFound(), problems)
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .authorizeHttpRequests(
                        rules -> rules.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers(PageFiles.PATTERNS.toArray(String[]::new))
                                .permitAll()
                                .requestMatchers(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, "health"))
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .build();
    }

    /**
     * No session at the server, and no cookie but the operator's. CSRF tokens are off: browsers do not send API keys on their own, and administration refuses
     * cross-origin requests, see {@link CrossSiteRequestMatcher}.
     */
    private static HttpSecurity common(
            HttpSecurity http,
            String contentPolicy,
            AuthenticationEntryPoint challenge,
            SecurityProblemHandler problems)
            throws Exception {
        return http.cors(cors -> {})
                .csrf(CsrfConfigurer::disable)
                .logout(LogoutConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(challenge).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        // Left to the proxy that ends TLS.
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable));
    }
}
