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

/** Adds the schema of problems (RFC 9457) and the two API key schemes to the OpenAPI document. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    /** Name of the schema of problems. */
    static final String REFUSAL = "ProblemDetail";

    private static final String API_KEY = "apiKey";
    private static final String BEARER = "bearer";

    /** No key, or either kind: the operator decides whether one is required. */
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
                                    .description("Required if the service is configured with API keys"))
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
                .description("Why a request is rejected (RFC 9457)")
                .addProperty("type", new StringSchema().format("uri").description("Stable; programs should check this"))
                .addProperty("title", new StringSchema().description("Summary of the type, for people"))
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong with this request, for people"))
                .addProperty(
                        "instance",
                        new StringSchema()
                                .format("uri-reference")
                                .description("Path of the request, without its query"))
                .addProperty(
                        RequestId.KEY,
                        new StringSchema().description("Id of the request, as in the header " + RequestId.HEADER));
        refusal.setRequired(List.of("type", "title", "status", RequestId.KEY));
        return refusal;
    }
}
