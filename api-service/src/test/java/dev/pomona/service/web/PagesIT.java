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

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

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
        assertThat(manifest.header("Content-Type")).isEqualTo("application/manifest+json");
        JsonNode icons = manifest.json().path("icons");
        assertThat(icons.findValuesAsString("sizes")).contains("192x192", "512x512");
        assertThat(icons.findValuesAsString("purpose")).contains("any", "maskable");
        assertThat(icons.findValuesAsString("src"))
                .allSatisfy(icon -> assertThat(service.get("/" + icon).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/style.css", "/manifest.webmanifest", "/icon-192.png"})
    void browsersAskWhetherAFileOfThePageHasChangedAndGetItOnlyThen(String path) {
        Reply first = service.get(path);
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Last-Modified")).isEmpty();
        String tag = first.header("ETag");
        assertThat(tag).matches("\"\\w+\"");
        Reply again = service.get(path, "If-None-Match", tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(service.get(path, "If-None-Match", "\"of-another-version\"").status())
                .isEqualTo(200);
    }

    @Test
    void filesOfThePageHaveTagsOfTheirOwn() {
        assertThat(service.get("/app.js").header("ETag"))
                .isNotEqualTo(service.get("/api.js").header("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fruits", "/fruits/kiwi", "/index"})
    void whatIsNoProblemIsNeverCalledOne(String path) {
        Reply both = service.get(path, "Accept", "application/problem+json, application/json;q=0.5");
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.header("Content-Type")).isEqualTo("application/json");
        Reply problemsOnly = service.get(path, "Accept", "application/problem+json");
        assertThat(problemsOnly.status()).isEqualTo(406);
        assertThat(problemsOnly.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void anAnswerToAPhotoIsNeverCalledAProblem() {
        Reply answer = service.post(
                "/recognize",
                "image/jpeg",
                Pictures.jpeg(Pictures.ball()),
                "Accept",
                "application/problem+json, application/json;q=0.5");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aBrowserThatOpensAnUnknownAddressGetsAPageThatLeadsHome() {
        Reply page = service.get("/nothing/here?lang=fr", "Accept", BROWSER);
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<html lang=\"fr\">", "<a href=\"/\">");
        assertThat(service.get("/nothing/here", "Accept", BROWSER).body()).contains("<html lang=\"en\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html;q=0.5, application/json", "image/png"})
    void whoDoesNotPreferHtmlGetsAProblem(String accept) {
        Reply reply = service.get("/nothing/here", "Accept", accept);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:not-found");
    }

    @Test
    void aBrowserGetsProblemsFromWhatIsNoPage() {
        assertThat(service.get("/fruits/nothing", "Accept", BROWSER).header("Content-Type"))
                .isEqualTo("application/problem+json");
        assertThat(service.post("/nothing/here", null, new byte[0], "Accept", BROWSER)
                        .header("Content-Type"))
                .isEqualTo("application/problem+json");
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
        assertThat(index.path("evaluation").path("accuracy").propertyNames())
                .contains("top1", "top5", "calibrationError");
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
                        "nutrition",
                        "exemplars");
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
    @ValueSource(strings = {"fr", "FR", "fr-CA", "fr_CH"})
    void aLanguageIsKnownInWhateverWayItIsWritten(String tag) {
        assertThat(nameOfTheApple("lang=" + tag, "en")).isEqualTo("Pomme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang=de", "lang=", "lang=frr", "top=1"})
    void withoutALanguageSpokenHereTheBrowserIsAsked(String query) {
        assertThat(nameOfTheApple(query, "fr-CA")).isEqualTo("Pomme");
        assertThat(nameOfTheApple(query, "de")).isEqualTo("Apple");
    }

    private String nameOfTheApple(String query, String browser) {
        return service.get("/fruits/apple?" + query, "Accept-Language", browser)
                .json()
                .path("name")
                .asString();
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
