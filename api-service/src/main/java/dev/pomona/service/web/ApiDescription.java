package dev.pomona.service.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the form of every refusal (RFC 9457), and the two ways to send an API key. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    /** Name of the form of refusals among the schemas. */
    static final String REFUSAL = "ProblemDetail";

    private static final String API_KEY = "apiKey";
    private static final String BEARER = "bearer";

    /** With neither key or with one of them: whether a service wants one, its operator decides. */
    static final List<SecurityRequirement> OPTIONAL_KEY = List.of(
            new SecurityRequirement(),
            new SecurityRequirement().addList(API_KEY),
            new SecurityRequirement().addList(BEARER));

    @Bean
    OpenApiCustomizer refusalsAndKeys() {
        return api -> {
            if (api.getComponents() == null) {
                api.setComponents(new Components());
            }
            api.getComponents()
                    .addSchemas(REFUSAL, refusal())
                    .addSecuritySchemes(
                            API_KEY,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.HEADER)
                                    .name("X-API-Key")
                                    .description("Needed where the service is configured with API keys"))
                    .addSecuritySchemes(
                            BEARER,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .description("The same key in the header Authorization"));
        };
    }

    private static Schema<?> refusal() {
        Schema<?> refusal = new ObjectSchema()
                .description("Why a request is refused (RFC 9457)")
                .addProperty(
                        "type", new StringSchema().format("uri").description("Stable; what programs should look at"))
                .addProperty("title", new StringSchema().description("What the type means, for people"))
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What exactly is wrong, for people"))
                .addProperty(
                        "instance",
                        new StringSchema()
                                .format("uri-reference")
                                .description("The path that was asked for, without its query"))
                .addProperty(
                        RequestId.KEY,
                        new StringSchema()
                                .description("Names the request, as the header " + RequestId.HEADER + " does"));
        refusal.setRequired(List.of("type", "title", "status", RequestId.KEY));
        return refusal;
    }
}
