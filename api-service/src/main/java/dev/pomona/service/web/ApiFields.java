package dev.pomona.service.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/**
 * Describes every field of the schemas in the OpenAPI document: by the words of {@code openapi/fields.properties}, and by the
 * first value that it has in an example of an operation.
 */
@Component
@SuppressWarnings("rawtypes") // As the library has them.
class ApiFields implements OpenApiCustomizer {

    private static final String REFERENCE = "#/components/schemas/";

    private final Properties words;

    ApiFields() throws IOException {
        this.words = PropertiesLoaderUtils.loadProperties(new ClassPathResource("openapi/fields.properties"));
    }

    @Override
    public void customise(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        schemas.forEach(this::describe);
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(ApiFields::contents)
                .flatMap(content -> content.values().stream())
                .filter(content -> content.getSchema() != null)
                .forEach(content -> {
                    examples(content).forEach(example -> learn(content.getSchema(), example, schemas));
                    completeArrays(content.getSchema());
                });
    }

    private void describe(String name, Schema<?> schema) {
        describe(schema, name);
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, property) -> describe(property, name + "." + field));
        }
    }

    private void describe(Schema<?> schema, String key) {
        if (schema.getDescription() == null) {
            schema.setDescription(words.getProperty(key));
        }
    }

    private static Stream<Content> contents(Operation operation) {
        Stream<Content> sent = operation.getRequestBody() == null
                ? Stream.empty()
                : Stream.ofNullable(operation.getRequestBody().getContent());
        return Stream.concat(
                sent, operation.getResponses().values().stream().flatMap(each -> Stream.ofNullable(each.getContent())));
    }

    private static Stream<JsonNode> examples(MediaType content) {
        Stream<Object> many = content.getExamples() == null
                ? Stream.empty()
                : content.getExamples().values().stream().map(Example::getValue);
        return Stream.concat(Stream.ofNullable(content.getExample()), many).map(ApiFields::json);
    }

    private static JsonNode json(Object example) {
        try {
            return example instanceof String text
                    ? Json31.mapper().readTree(text)
                    : Json31.mapper().valueToTree(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array whose items have an example has an example of one item: annotations have no place for it. */
    private static void completeArrays(Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().values().stream()
                    .filter(property -> property.getExample() == null && property.getItems() != null)
                    .filter(property -> property.getItems().getExample() != null)
                    .forEach(property ->
                            property.setExample(List.of(property.getItems().getExample())));
        }
    }

    /** Gives the fields of a schema the values that they have in an example. */
    private static void learn(Schema<?> schema, JsonNode example, Map<String, Schema> schemas) {
        if (example.isArray() && schema.getItems() != null) {
            example.forEach(item -> learn(schema.getItems(), item, schemas));
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(each -> learn(each, example, schemas));
        }
        @Nullable
        Schema<?> named =
                schema.get$ref() == null ? null : schemas.get(schema.get$ref().substring(REFERENCE.length()));
        if (named != null) {
            learn(named, example, schemas);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                @Nullable JsonNode value = example.get(name);
                if (value != null && !value.isNull()) {
                    if (property.getExample() == null) {
                        property.setExample(value);
                    }
                    learn(property, value, schemas);
                }
            });
        }
    }
}
