package dev.pomona.service.security;

import io.github.bucket4j.TimeMeter;
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

/** Four kinds of address, each with its rule: administration, recognition, the API browser, and what is open to all. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String OWN_CONTENT_ONLY =
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** The API browser styles itself inline. */
    private static final String API_BROWSER = OWN_CONTENT_ONLY + "; style-src 'self' 'unsafe-inline'";

    @Bean
    @Order(1)
    SecurityFilterChain administration(
            HttpSecurity http, SecurityProperties properties, SecurityProblemHandler refusals) throws Exception {
        AuthenticationEntryPoint challenge = refusals.challenge("Basic");
        GuessLimitFilter guesses =
                new GuessLimitFilter(properties.operator().failuresPerMinute(), refusals, TimeMeter.SYSTEM_NANOTIME);
        return common(http, OWN_CONTENT_ONLY, challenge, refusals)
                .securityMatcher(new OrRequestMatcher(
                        EndpointRequest.toAnyEndpoint(),
                        EndpointRequest.toLinks(),
                        PathPatternRequestMatcher.pathPattern("/admin/**")))
                .addFilterBefore(guesses, BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(challenge))
                .authorizeHttpRequests(rules -> rules.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        // Browsers repeat a Basic credential by themselves, also for a page of another site.
                        .requestMatchers(new CrossSiteRequestMatcher())
                        .denyAll()
                        .anyRequest()
                        .hasRole(Operators.ROLE))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain recognition(HttpSecurity http, SecurityProperties properties, SecurityProblemHandler refusals)
            throws Exception {
        ApiKeys keys = new ApiKeys(properties.apiKeys());
        AuthenticationEntryPoint challenge = refusals.challenge("Bearer");
        common(http, OWN_CONTENT_ONLY, challenge, refusals).securityMatcher("/recognize/**");
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
    SecurityFilterChain apiBrowser(HttpSecurity http, SecurityProblemHandler refusals) throws Exception {
        return open(
                common(http, API_BROWSER, refusals.challenge("Basic"), refusals).securityMatcher("/swagger-ui/**"));
    }

    @Bean
    @Order(4)
    SecurityFilterChain everythingElse(HttpSecurity http, SecurityProblemHandler refusals) throws Exception {
        return open(common(http, OWN_CONTENT_ONLY, refusals.challenge("Basic"), refusals));
    }

    private static SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }

    /**
     * No session, no cookie. Tokens against forged requests are off, because there is nothing to forge with: a key for
     * recognition is only sent by who means to, and administration refuses other sites, see {@link CrossSiteRequestMatcher}.
     */
    private static HttpSecurity common(
            HttpSecurity http,
            String contentPolicy,
            AuthenticationEntryPoint challenge,
            SecurityProblemHandler refusals)
            throws Exception {
        return http.cors(cors -> {})
                .csrf(CsrfConfigurer::disable)
                .logout(LogoutConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(challenge).accessDeniedHandler(refusals))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        // Whether a domain is HTTPS only is for the proxy to say that ends TLS.
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable));
    }
}
