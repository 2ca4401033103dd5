package dev.pomona.service.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.RefUtils;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Derives the schema of records from their types: {@link Nullable} components may be null or absent, all others are
 * required.
 */
@Component
class RecordSchemas implements ModelConverter {

    private static final String NULL = "null";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        @Nullable Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && raw.isRecord() && raw.getPackage().isAnnotationPresent(NullMarked.class)) {
            Optional.ofNullable(named(schema, context))
                    .ifPresent(record -> describe(record, raw.getRecordComponents()));
        }
        return schema;
    }

    /** Resolves a reference to a schema. */
    private static @Nullable Schema<?> named(Schema<?> schema, ModelConverterContext context) {
        return schema.get$ref() == null
                ? schema
                : context.getDefinedModels()
                        .get(RefUtils.extractSimpleName(schema.get$ref())
                                .getLeft()
                                .toString());
    }

    private static void describe(Schema<?> record, RecordComponent[] components) {
        record.setRequired(Arrays.stream(components)
                .filter(component -> !isNullable(component))
                .map(RecordComponent::getName)
                .toList());
        Arrays.stream(components)
                .filter(RecordSchemas::isNullable)
                .map(RecordComponent::getName)
                .forEach(name -> record.getProperties().computeIfPresent(name, (same, property) -> orNull(property)));
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of(NULL))));
        }
        if (property.getTypes() != null) {
            property.addType(NULL);
        }
        return property;
    }
}
