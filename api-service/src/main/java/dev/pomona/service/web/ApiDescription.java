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
    private static final String OPERATOR = "operator";
    private static final String SESSION = "session";

    /** The tag of what operators do. */
    static final String OPERATORS = "Operators";

    /** No key, or either kind: the operator decides whether one is required. */
    static final List<SecurityRequirement> OPTIONAL_KEY = List.of(
            new SecurityRequirement(),
            new SecurityRequirement().addList(API_KEY),
            new SecurityRequirement().addList(BEARER));

    /** The operator's credential. */
    static final List<SecurityRequirement> OPERATOR_CREDENTIAL =
            List.of(new SecurityRequirement().addList(OPERATOR), new SecurityRequirement().addList(SESSION));

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
                                    .description("The same key in the header Authorization"))
                    .addSecuritySchemes(
                            OPERATOR,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("basic")
                                    .description("Name and password of the operator"))
                    .addSecuritySchemes(
                            SESSION,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.COOKIE)
                                    .name("pomona-operator")
                                    .description("From POST /admin/session"));
        };
    }

    private static Schema<?> refusal() {
        Schema<?> refusal = new ObjectSchema()
                .description("Why a request is rejected (RFC 9457)")
                .addProperty(
                        "type",
                        field("Stable; programs should check this", "urn:pomona:problem:unsupported-format")
                                .format("uri"))
                .addProperty("title", field("Summary of the type, for people", "The picture format is not supported"))
                .addProperty(
                        "status",
                        new IntegerSchema()
                                .description("HTTP status of the response")
                                .example(415))
                .addProperty("detail", field("What is wrong with this request, for people", "They are GIF."))
                .addProperty(
                        "instance",
                        field("Path of the request, without its query", "/recognize")
                                .format("uri-reference"))
                .addProperty(
                        "format",
                        field("What was sent instead of a JPEG, PNG or WebP picture, where that is known", "GIF"))
                .addProperty(
                        "field", field("The field that is not valid, with 422 invalid-field", "parameters.perLabel"))
                .addProperty("run", field("The run that is at work, with 409 run-active", "20260102T030405Z-0a1b2c3d"))
                .addProperty(
                        "current", field("The current version, with 412 version-changed", "20260102T030405Z-0a1b2c3d"))
                .addProperty(
                        RequestId.KEY,
                        field(
                                "Id of the request, as in the header " + RequestId.HEADER,
                                "13a083bb-c39b-498c-9faa-1c65e2075b91"));
        refusal.setRequired(List.of("type", "title", "status", RequestId.KEY));
        return refusal;
    }

    private static Schema<?> field(String description, String example) {
        return new StringSchema().description(description).example(example);
    }
}
