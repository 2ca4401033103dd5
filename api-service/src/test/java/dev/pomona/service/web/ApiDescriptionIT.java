package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pomona.service.Client;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /v3/api-docs} promises, held against what the service says. */
@RunningService
class ApiDescriptionIT {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    @LocalServerPort
    private int port;

    private Client service;
    private JsonNode api;

    @BeforeEach
    void readTheDescription() {
        service = new Client(port);
        api = service.get("/v3/api-docs").json();
    }

    @Test
    void everyAnswerHasAnExampleAndEveryExampleIsAsItsSchemaSays() {
        List<String> shown = new ArrayList<>();
        operations()
                .forEach((name, operation) -> operation
                        .path("responses")
                        .forEachEntry((status, response) -> response.path("content")
                                .forEachEntry((type, content) -> {
                                    List<JsonNode> examples = examples(content);
                                    assertThat(examples)
                                            .as("%s %s", name, status)
                                            .isNotEmpty();
                                    assertThat(examples)
                                            .allSatisfy(example -> assertThat(errors(content.path("schema"), example))
                                                    .as("%s %s: %s", name, status, example)
                                                    .isEmpty());
                                    assertThat(type)
                                            .as("%s %s", name, status)
                                            .isEqualTo(status.startsWith("2") ? typeOf(name) : PROBLEM);
                                    shown.add(name + " " + status);
                                })));
        assertThat(shown)
                .contains("recognize 200", "fruits 200", "fruit 200", "index 200", "giveFeedback 201")
                .contains("startRun 202", "run 200", "versions 200", "activate 200", "rejects 200");
    }

    private static String typeOf(String operation) {
        return operation.equals("exemplar") ? "image/jpeg" : JSON;
    }

    @Test
    void answersOfEveryStatusAreAsTheirSchemaSays() {
        Map<String, JsonNode> answers = new HashMap<>();
        Stream.of(Color.PINK, new Color(230, 110, 120), new Color(120, 170, 40), Color.ORANGE, new Color(110, 80, 50))
                .flatMap(color -> Stream.of(Color.WHITE, Color.LIGHT_GRAY).map(table -> Pictures.shaded(color, table)))
                .map(image -> service.post("/recognize?neighbours=true&lang=fr", null, Pictures.jpeg(image))
                        .json())
                .forEach(answer -> answers.put(answer.path("status").asString(), answer));
        MultipartForm twice = new MultipartForm();
        twice.file("photo", "1.jpg", Pictures.jpeg(Pictures.ball()));
        twice.file("photo", "2.png", Pictures.png(Pictures.noise()));
        answers.put("two photos", service.postForm("/recognize", twice).json());
        assertThat(answers).containsKeys("RECOGNISED", "UNCERTAIN", "UNKNOWN");
        assertThat(answers)
                .allSatisfy((status, answer) -> assertThat(errors(answerOf("recognize"), answer))
                        .as(status)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"/fruits?lang=fr, fruits", "/fruits/orange, fruit", "/index, index", "/feedback, feedbackOffer"})
    void whatElseIsAnsweredIsAsItsSchemaSays(String path, String operation) {
        assertThat(errors(answerOf(operation), service.get(path).json())).isEmpty();
    }

    @Test
    void theSchemaOfAnAnswerTellsWhatMayBeMissing() {
        JsonNode answer = examples(content("recognize", "200")).get(0);
        assertThat(Set.of("label", "confidence", "kind", "fruit"))
                .allSatisfy(name -> assertThat(errors(answerOf("recognize"), with(answer, name)))
                        .isEmpty());
        assertThat(Set.of("requestId", "status", "kinds", "candidates", "index", "photo"))
                .allSatisfy(name -> assertThat(errors(answerOf("recognize"), with(answer, name)))
                        .as(name)
                        .isNotEmpty());
        ObjectNode without = (ObjectNode) answer.deepCopy();
        without.remove("candidates");
        assertThat(errors(answerOf("recognize"), without)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/recognize", "/error", "/fruits/nothing", "/recognize/a/feedback"})
    void refusalsAreAsTheirSchemaSays(String path) {
        JsonNode refusal = service.get(path).json();
        assertThat(errors(content("recognize", "400").path("schema"), refusal)).isEmpty();
        assertThat(api.path("components")
                        .path("schemas")
                        .path("ProblemDetail")
                        .path("properties")
                        .propertyNames())
                .containsAll(refusal.propertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"recognize", "giveFeedback"})
    void whatNeedsAKeyWhereThereAreKeysSaysSo(String operation) {
        JsonNode described = operations().get(operation);
        assertThat(described.path("responses").propertyNames()).contains("401", "406", "408", "429", "503");
        assertThat(described.path("security")).hasToString("[{},{\"apiKey\":[]},{\"bearer\":[]}]");
        JsonNode schemes = api.path("components").path("securitySchemes");
        assertThat(schemes.path("apiKey").path("name").asString()).isEqualTo("X-API-Key");
        assertThat(schemes.path("bearer").path("scheme").asString()).isEqualTo("bearer");
    }

    @Test
    void whoeverIsToComeBackIsToldWhen() {
        operations()
                .forEach((name, operation) -> operation
                        .path("responses")
                        .forEachEntry((status, response) -> assertThat(
                                        response.path("headers").has("Retry-After"))
                                .as("%s %s", name, status)
                                .isEqualTo(Set.of("429", "503").contains(status))));
    }

    @Test
    void everyFieldOfEverySchemaIsDescribedAndHasAnExample() {
        Map<String, JsonNode> fields = new TreeMap<>();
        api.path("components").path("schemas").forEachEntry((name, schema) -> collect(name, schema, fields));
        operations()
                .forEach((name, operation) -> operation
                        .path("requestBody")
                        .path("content")
                        .forEachEntry((type, content) -> collect(name + " " + type, content.path("schema"), fields)));
        assertThat(fields).hasSizeGreaterThan(80);
        assertThat(fields)
                .allSatisfy((name, field) ->
                        assertThat(field.propertyNames()).as(name).contains("description", "example"));
    }

    @Test
    void everySchemaAndEveryParameterIsDescribed() {
        api.path("components")
                .path("schemas")
                .forEachEntry(
                        (name, schema) -> assertThat(schema.path("description").asString(""))
                                .as(name)
                                .isNotBlank());
        operations()
                .forEach((name, operation) -> operation
                        .path("parameters")
                        .forEach(parameter -> assertThat(parameter.propertyNames())
                                .as("%s %s", name, parameter.path("name"))
                                .contains("description", "example")));
    }

    private static void collect(String name, JsonNode schema, Map<String, JsonNode> fields) {
        schema.path("properties").forEachEntry((field, property) -> {
            fields.put(name + "." + field, property);
            collect(name + "." + field, property, fields);
        });
    }

    /** By their ids. */
    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new HashMap<>();
        api.path("paths")
                .forEach(path -> path.forEach(operation ->
                        operations.put(operation.path("operationId").asString(), operation)));
        return operations;
    }

    private JsonNode answerOf(String operation) {
        return content(operation, "200").path("schema");
    }

    private JsonNode content(String operation, String status) {
        return operations()
                .get(operation)
                .path("responses")
                .path(status)
                .path("content")
                .path(status.startsWith("2") ? JSON : PROBLEM);
    }

    private static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.path("example"));
        }
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        return examples;
    }

    private static JsonNode with(JsonNode answer, String nameOfNull) {
        return ((ObjectNode) answer.deepCopy()).putNull(nameOfNull);
    }

    /** What is wrong with this answer; its schema may refer to the components of the description. */
    private List<Error> errors(JsonNode schema, JsonNode answer) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", api.path("components"));
        Schema known = SCHEMAS.getSchema(whole);
        return known.validate(answer);
    }
}
