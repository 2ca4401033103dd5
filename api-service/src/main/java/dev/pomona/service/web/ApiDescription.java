package dev.pomona.service.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the form of every refusal (RFC 9457). */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenApiCustomizer formOfRefusals() {
        return api -> {
            if (api.getComponents() == null) {
                api.setComponents(new Components());
            }
            api.getComponents()
                    .addSchemas(
                            "ProblemDetail",
                            new ObjectSchema()
                                    .description("Why a request is refused")
                                    .addProperty(
                                            "type",
                                            new StringSchema()
                                                    .format("uri")
                                                    .description("Stable; what programs should look at"))
                                    .addProperty("title", new StringSchema())
                                    .addProperty("status", new IntegerSchema())
                                    .addProperty("detail", new StringSchema().description("For people")));
        };
    }
}
