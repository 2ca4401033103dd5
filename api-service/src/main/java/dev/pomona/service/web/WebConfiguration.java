package dev.pomona.service.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.UriComponentsBuilder;

/** Locale, form parsing, Tomcat valves and the OpenAPI document. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /**
     * Resolves {@code lang=fr} or {@code fr-CA}, else Accept-Language, else English.
     */
    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                // Not request.getParameter: that reads the form, and fails where the form or the query is broken.
                @Nullable
                String wanted = UriComponentsBuilder.newInstance()
                        .query(request.getQueryString())
                        .build()
                        .getQueryParams()
                        .getFirst("lang");
                String language = wanted == null
                        ? ""
                        : Locale.forLanguageTag(wanted.replace('_', '-')).getLanguage();
                return Language.LOCALES.stream()
                        .filter(locale -> locale.getLanguage().equals(language))
                        .findFirst()
                        .orElseGet(() -> super.resolveLocale(request));
            }
        };
        resolver.setSupportedLocales(Language.LOCALES);
        resolver.setDefaultLocale(Language.LOCALES.get(0));
        return resolver;
    }

    /**
     * Disables the parsing of bodies as form fields: {@code curl --data-binary} declares a form, and reading a query parameter
     * would consume the photo.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> noForms() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods("NONE"));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> uploadTime(WebProperties properties) {
        return factory -> factory.addEngineValves(new UploadTimeValve(properties.maxUploadTime()));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> acceptedCharsets() {
        return factory -> factory.addEngineValves(new AcceptedCharsetValve());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Pomona")
                        .version("0.1.0")
                        .description("Recognises a fruit or vegetable from a photo.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")));
    }
}
