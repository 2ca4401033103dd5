package dev.pomona.service.web;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * Adds to an operation of the OpenAPI document: the example response in {@code openapi/<operation id>.json} if there is one,
 * the parameter {@code lang}, the problems of its {@link ProblemResponses}, and the optional API key.
 */
@Component
class ApiExamples implements OperationCustomizer {

    private static final Parameter LANGUAGE = new QueryParameter()
            .name("lang")
            .description("Language of names and texts; by default as in Accept-Language")
            .example("fr")
            .schema(new StringSchema()._enum(List.of("en", "fr")));

    /** Problems of every operation. */
    private static final List<Problem> ANYWHERE = List.of(Problem.NOT_ACCEPTABLE, Problem.FAULT);

    /** Statuses with Retry-After. */
    private static final Set<Integer> RETRIED = Set.of(
            Problem.TOO_MANY_REQUESTS.status().value(),
            Problem.OVERLOADED.status().value());

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        ClassPathResource example = new ClassPathResource("openapi/" + operation.getOperationId() + ".json");
        if (example.exists()) {
            Object answer = read(example);
            operation.getResponses().values().stream()
                    .map(ApiResponse::getContent)
                    .filter(content -> content != null && !content.isEmpty())
                    .forEach(content -> json(content).setExample(answer));
        }
        if (Arrays.stream(method.getMethodParameters()).anyMatch(each -> each.getParameterType() == Locale.class)) {
            operation.addParametersItem(LANGUAGE);
        }
        @Nullable ProblemResponses refuses = method.getMethodAnnotation(ProblemResponses.class);
        List<Problem> own = refuses == null ? List.of() : List.of(refuses.value());
        describe(Stream.concat(own.stream(), ANYWHERE.stream()), operation);
        if (own.contains(Problem.UNAUTHORIZED)) {
            operation.setSecurity(
                    operation.getTags().contains(ApiDescription.OPERATORS)
                            ? ApiDescription.OPERATOR_CREDENTIAL
                            : ApiDescription.OPTIONAL_KEY);
        }
        return operation;
    }

    /** Replaces the content types that springdoc found by JSON. */
    private static MediaType json(Content content) {
        MediaType type = content.values().iterator().next();
        content.clear();
        content.addMediaType(org.springframework.http.MediaType.APPLICATION_JSON_VALUE, type);
        return type;
    }

    private static void describe(Stream<Problem> problems, Operation operation) {
        Map<Integer, Map<String, Example>> byStatus = new TreeMap<>();
        problems.forEach(problem -> byStatus.computeIfAbsent(problem.status().value(), status -> new LinkedHashMap<>())
                .put(problem.name(), example(problem)));
        byStatus.forEach((status, examples) ->
                operation.getResponses().addApiResponse(String.valueOf(status), response(status, examples)));
    }

    private static ApiResponse response(int status, Map<String, Example> examples) {
        ApiResponse response = new ApiResponse()
                .description(String.join(
                        "; ",
                        examples.values().stream().map(Example::getSummary).toList()))
                .content(content(examples));
        if (RETRIED.contains(status)) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header().description("Seconds to wait").schema(new IntegerSchema().minimum(BigDecimal.ONE)));
        }
        return response;
    }

    private static Example example(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", problem.type().toString());
        body.put("title", problem.title());
        body.put("status", problem.status().value());
        body.put("detail", "What is wrong with this request, for people.");
        body.put(RequestId.KEY, "13a083bb-c39b-498c-9faa-1c65e2075b91");
        return new Example().summary(problem.title()).value(body);
    }

    private static Content content(Map<String, Example> examples) {
        MediaType type = new MediaType()
                .schema(new Schema<>().$ref(ApiDescription.REFUSAL))
                .examples(examples);
        return new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, type);
    }

    private static Object read(ClassPathResource file) {
        try (InputStream stream = file.getInputStream()) {
            return Json31.mapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
