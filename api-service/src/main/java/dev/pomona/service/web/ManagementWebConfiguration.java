package dev.pomona.service.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Settings of the management port's own server, which takes no customizers of the main one. Named in {@code META-INF/spring}, and
 * no configuration by annotation, as the main server would take it too.
 */
class ManagementWebConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementAcceptedCharsets() {
        return factory -> factory.addEngineValves(new AcceptedCharsetValve());
    }
}
