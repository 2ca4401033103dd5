package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RunningService
class PagesIT {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(?!https?:|#|data:)([^\"]+)\"");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        Reply page = service.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<title>Pomona");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.body()).doesNotContain("<style", "style=\"", "onclick=").doesNotContain("<script>");
    }

    @Test
    void everythingThatThePageLoadsIsThere() {
        String page = service.get("/").body();
        assertThat(LOADED.matcher(page).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(service.get("/" + path.replaceFirst("^\\.?/", ""))
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void theDescriptionOfTheApiListsWhatCallersMayUse() {
        JsonNode api = service.get("/v3/api-docs").json();
        assertThat(api.path("paths").propertyNames())
                .contains("/recognize", "/fruits", "/fruits/{id}", "/index")
                .doesNotContain("/error");
        JsonNode recognize = api.path("paths").path("/recognize").path("post");
        assertThat(recognize.path("requestBody").path("content").propertyNames())
                .contains("multipart/form-data", "image/*");
        assertThat(recognize.path("parameters").findValuesAsString("name")).contains("top", "neighbours");
        assertThat(api.path("info").path("title").asString()).isEqualTo("Pomona");
    }

    @Test
    void theDescriptionOfTheApiHasExamplesAndEveryRefusal() {
        JsonNode paths = service.get("/v3/api-docs").json().path("paths");
        JsonNode recognize = paths.path("/recognize").path("post");
        assertThat(recognize.path("responses").propertyNames()).contains("200", "400", "413", "415", "422", "503");
        assertThat(recognize.path("responses").toString())
                .contains("urn:pomona:problem:no-photo", "urn:pomona:problem:overloaded");
        JsonNode example = recognize
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("example");
        JsonNode answer = service.post("/recognize", "image/jpeg", Pictures.jpeg(Pictures.ball()))
                .json();
        assertThat(example.propertyNames()).containsExactlyElementsOf(answer.propertyNames());
        assertThat(example.path("kinds").path(0).propertyNames())
                .containsExactlyElementsOf(answer.path("kinds").path(0).propertyNames());
        assertThat(recognize.path("parameters").findValuesAsString("name")).contains("lang");
        assertThat(paths.path("/recognize/{requestId}/feedback")
                        .path("post")
                        .path("responses")
                        .propertyNames())
                .contains("201", "403", "404", "409", "507");
    }

    @Test
    void thePageCanBeInstalled() {
        Reply manifest = service.get("/manifest.webmanifest");
        assertThat(manifest.status()).isEqualTo(200);
        JsonNode icons = manifest.json().path("icons");
        assertThat(icons.findValuesAsString("sizes")).contains("192x192", "512x512");
        assertThat(icons.findValuesAsString("purpose")).contains("any", "maskable");
        assertThat(icons.findValuesAsString("src"))
                .allSatisfy(icon -> assertThat(service.get("/" + icon).status()).isEqualTo(200));
    }

    @Test
    void theApiCanBeBrowsed() {
        Reply browser = service.get("/swagger-ui/index.html");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.header("Content-Security-Policy")).contains("style-src 'self' 'unsafe-inline'");
    }

    @Test
    void theIndexSaysWhatIsServedAndHowGoodItIs() {
        JsonNode index = service.get("/index").json();
        assertThat(index.path("version").asString()).matches("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
        assertThat(index.path("fingerprint").asString()).startsWith("sha256:");
        long sum = 0;
        for (JsonNode photos : index.path("photosPerLabel")) {
            sum += photos.asLong();
        }
        assertThat(sum).isPositive().isEqualTo(index.path("photos").asLong());
        assertThat(index.path("photosPerLabel")).hasSize(index.path("labels").asInt());
        assertThat(index.path("thresholds").path("recognisedFrom").asDouble()).isBetween(0.01, 1.0);
        assertThat(index.path("evaluation").propertyNames()).contains("top1", "top5", "calibrationError");
    }

    @Test
    void theCardsComeInTheLanguageAskedFor() {
        JsonNode cards = service.get("/fruits?lang=fr").json();
        assertThat(cards).hasSizeGreaterThan(50);
        JsonNode orange = service.get("/fruits/orange?lang=en").json();
        assertThat(orange.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "group",
                        "name",
                        "variety",
                        "scientificName",
                        "family",
                        "description",
                        "goodFor",
                        "season",
                        "storage",
                        "biodiversity",
                        "nutrition");
        assertThat(orange.path("goodFor").path(0).asString()).isEqualTo("Rich in vitamin C");
        assertThat(orange.path("group").asString()).isEqualTo("fruit");
        assertThat(service.get("/fruits/orange", "Accept-Language", "fr")
                        .json()
                        .path("goodFor")
                        .path(0)
                        .asString())
                .isEqualTo("Riche en vitamine C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"})
    void healthIsUpOnAPortOfItsOwn(String path) {
        Reply health = new Client(managementPort).get(path);
        assertThat(health.status()).as(health.body()).isEqualTo(200);
        assertThat(health.json().path("status").asString()).isEqualTo("UP");
        assertThat(service.get(path).status()).isEqualTo(404);
    }

    @Test
    void readinessNamesTheVersionThatIsServed() {
        JsonNode health = new Client(managementPort)
                .get("/actuator/health/readiness", Client.OPERATOR)
                .json();
        assertThat(health.path("components").path("index").path("details").path("version"))
                .isEqualTo(service.get("/index").json().path("version"));
    }
}
