package dev.pomona.service.security;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.RequestId;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** CORS: the configured origins may call the public API, never administration. */
@Configuration(proxyBeanMethods = false)
class CorsRules {

    private static final List<String> PATHS = List.of("/recognize/**", "/feedback", "/fruits/**", "/index");
    private static final List<String> METHODS =
            List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.POST.name());
    private static final List<String> REQUEST_HEADERS = List.of(
            ApiKeyFilter.HEADER, HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT_LANGUAGE);

    /** Spring Security uses the bean of this name. */
    @Bean
    CorsFilter corsFilter(SecurityProperties properties) {
        CorsFilter filter = new CorsFilter(allowed(properties.cors().allowedOrigins()));
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            protected void rejectRequest(ServerHttpResponse response) throws IOException {
                response.setStatusCode(Problem.FORBIDDEN.status());
                response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
                String requestId = String.valueOf(response.getHeaders().getFirst(RequestId.HEADER));
                response.getBody().write(Problem.FORBIDDEN.json("This origin may not call the service.", requestId));
                response.flush();
            }
        });
        return filter;
    }

    private static CorsConfigurationSource allowed(List<String> origins) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!origins.isEmpty()) {
            CorsConfiguration configuration = new CorsConfiguration();
            configuration.setAllowedOrigins(origins);
            configuration.setAllowedMethods(METHODS);
            configuration.setAllowedHeaders(REQUEST_HEADERS);
            configuration.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER, RequestId.HEADER));
            PATHS.forEach(path -> source.registerCorsConfiguration(path, configuration));
        }
        return source;
    }
}
