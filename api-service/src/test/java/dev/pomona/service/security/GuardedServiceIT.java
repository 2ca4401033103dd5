package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service with keys, an operator, a friendly site and a rate limit. The photos sent are none: 415 means let in. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.security.api-keys[0].name=kiosk",
            "pomona.security.api-keys[0].key=kiosk-0123456789abcdef",
            "pomona.security.api-keys[1].name=hasty",
            "pomona.security.api-keys[1].key=hasty-0123456789abcdef",
            "pomona.security.operator.name=chief",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
            "pomona.security.operator.failures-per-minute=0",
            "pomona.security.cors.allowed-origins=https://shop.example",
            "pomona.recognition.rate-limit.requests-per-minute=60",
            "pomona.recognition.rate-limit.burst=20"
        })
@Import(GuardedServiceIT.Administration.class)
@DirtiesContext
class GuardedServiceIT {

    private static final String KIOSK = "kiosk-0123456789abcdef";
    private static final String HASTY = "hasty-0123456789abcdef";
    private static final String[] CHIEF = {"Authorization", Client.basic("chief", Client.OPERATOR_PASSWORD)};
    private static final byte[] NO_PICTURE = {1, 2, 3};

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private Client service;
    private Client management;

    /** Endpoints that somebody adds: two for administration, one that no rule lists. */
    @RestController
    static class Administration {

        @GetMapping("/added")
        String added() {
            return "secret";
        }

        @GetMapping("/admin/state")
        String state() {
            return "at rest";
        }

        @PostMapping("/admin/change")
        String change() {
            return "changed";
        }
    }

    @BeforeEach
    void connect() {
        service = new Client(port);
        management = new Client(managementPort);
    }

    @Test
    void aPhotoIsTakenWithAKeyInEitherHeader() {
        assertThat(recognize("X-API-Key", KIOSK).status()).isIn(415, 503);
        assertThat(recognize("Authorization", "Bearer " + KIOSK).status()).isIn(415, 503);
        assertThat(recognize("Authorization", "bearer  " + KIOSK).status()).isIn(415, 503);
    }

    @Test
    void aPhotoIsRefusedWithoutAKey() {
        assertUnauthorized(recognize(), "Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "X-API-Key, wrong",
        "X-API-Key, ''",
        "X-API-Key, kiosk",
        "Authorization, Bearer",
        "Authorization, Bearer wrong",
        "Authorization, Basic Y2hpZWY6YSBwYXNzd29yZCBmb3IgdGVzdHM="
    })
    void aPhotoIsRefusedWithAWrongKey(String header, String value) {
        assertUnauthorized(recognize(header, value), "Bearer");
    }

    @Test
    void whatLiesBelowRecognitionNeedsAKeyToo() {
        assertUnauthorized(service.post("/recognize/anything", null, NO_PICTURE), "Bearer");
        assertThat(service.post("/recognize/anything", null, NO_PICTURE, "X-API-Key", KIOSK)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/fruits", "/fruits/orange", "/v3/api-docs", "/swagger-ui/index.html", "/app.js"})
    void whatIsToBeReadIsOpen(String path) {
        assertThat(service.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/logout", "/nothing", "/error"})
    void thereAreNoPagesButOurs(String path) {
        assertThat(service.get(path).status()).isEqualTo(404);
    }

    @Test
    void anEndpointThatNoRuleListsIsClosed() {
        assertNotFound(service.get("/added"));
        assertNotFound(service.get("/added", CHIEF));
        assertNotFound(service.get("/%61dded", "X-API-Key", KIOSK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void orchestratorsProbeTheMainPort(String path) {
        Reply probe = service.get(path);
        assertThat(probe.status()).isIn(200, 503);
        assertThat(probe.json().propertyNames()).containsExactly("status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/metrics", "/prometheus", "/actuator/health", "/actuator/prometheus", "/livez/db"})
    void theMainPortHasNoOtherManagement(String path) {
        assertNotFound(service.get(path));
    }

    @Test
    void nothingSetsACookie() {
        List<Reply> replies =
                List.of(service.get("/"), recognize(), service.get("/admin/state"), service.get("/admin/state", CHIEF));
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.header("Set-Cookie")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/state", "/admin", "/admin/", "/admin/nothing", "/admin/state/"})
    void administrationNeedsTheOperator(String path) {
        assertUnauthorized(service.get(path), "Basic");
        assertUnauthorized(service.get(path, "Authorization", Client.basic("chief", "wrong")), "Basic");
        assertUnauthorized(service.get(path, "Authorization", Client.basic("", "")), "Basic");
        assertUnauthorized(service.get(path, "Authorization", "Basic !"), "Basic");
        assertUnauthorized(service.get(path, "X-API-Key", KIOSK), "Basic");
    }

    @Test
    void theOperatorMayAdminister() {
        assertThat(service.get("/admin/state", CHIEF).body()).isEqualTo("at rest");
        assertThat(service.send("POST", "/admin/change", CHIEF).body()).isEqualTo("changed");
        assertThat(service.get("/admin/nothing", CHIEF).status()).isEqualTo(404);
    }

    @Test
    void aPageOfAnotherSiteCannotAdministerThroughTheOperatorsBrowser() {
        assertForbidden(service.send("POST", "/admin/change", with(CHIEF, "Sec-Fetch-Site", "cross-site")));
        assertForbidden(service.send("POST", "/admin/change", with(CHIEF, "Origin", "https://evil.example")));
        assertThat(service.send("POST", "/admin/change", with(CHIEF, "Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOperatorWhoHasSignedInNeedsOnlyTheCookie() {
        Reply signedIn = service.send("POST", "/admin/session", CHIEF);
        assertThat(signedIn.json().path("name").asString()).isEqualTo("chief");
        String cookie = signedIn.header("Set-Cookie");
        assertThat(cookie)
                .contains("Path=/admin", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure");
        String[] session = {"Cookie", cookie.substring(0, cookie.indexOf(';'))};
        assertThat(service.get("/admin/state", session).body()).isEqualTo("at rest");
        assertThat(service.send("POST", "/admin/change", session).body()).isEqualTo("changed");
        assertForbidden(service.send("POST", "/admin/change", with(session, "Sec-Fetch-Site", "same-site")));
        assertThat(management.get("/actuator/prometheus", session).status()).isEqualTo(200);
        assertThat(service.get("/recognize/anything", session).status()).isEqualTo(401);
        assertThat(service.send("DELETE", "/admin/session", session).header("Set-Cookie"))
                .contains("pomona-operator=;", "Max-Age=0");
        Reply forged = service.get("/admin/state", "Cookie", "pomona-operator=a.b.c");
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.header("WWW-Authenticate"))
                .as("no window of the browser's over the page")
                .isEmpty();
        assertUnauthorized(service.send("POST", "/admin/session"), "Basic");
    }

    @Test
    void aPageThatAsksByScriptIsNotAnsweredWithTheBrowsersWindow() {
        Reply reply = service.get("/admin/state", "X-Requested-With", "XMLHttpRequest");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/prometheus", "/actuator/info"})
    void onlyTheOperatorSeesHowTheServiceIsDoing(String path) {
        assertUnauthorized(management.get(path), "Basic");
        assertThat(management.get(path, CHIEF).status()).isEqualTo(200);
        assertThat(service.get(path, CHIEF).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void orchestratorsMayAskForHealthButSeeNoDetails(String path) {
        Reply anybody = management.get(path);
        assertThat(anybody.status()).isIn(200, 503);
        assertThat(anybody.json().path("status").asString()).isNotBlank();
        assertThat(anybody.json().has("components")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness"})
    void theOperatorSeesWhatHealthIsMadeOf(String path) {
        assertThat(management.get(path, CHIEF).json().path("components").propertyNames())
                .contains("index");
    }

    @Test
    void pagesOfAFriendlySiteMayAsk() {
        Reply mayI = service.send(
                "OPTIONS",
                "/recognize",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "X-API-Key, Content-Type");
        assertThat(mayI.status()).as("without a key: browsers send none").isEqualTo(200);
        assertThat(mayI.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(mayI.header("Access-Control-Allow-Credentials")).isEmpty();
        Reply asked = recognize("X-API-Key", KIOSK, "Origin", "https://shop.example");
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(asked.header("Access-Control-Expose-Headers")).contains("Retry-After");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feedback", "/fruits", "/fruits/orange", "/index"})
    void pagesOfAFriendlySiteMayReadWhatTheyNeed(String path) {
        Reply reply = service.get(path, "Origin", "https://shop.example");
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertForbidden(service.get(path, "Origin", "https://evil.example"));
    }

    @Test
    void pagesOfOtherSitesMayNot() {
        assertForbidden(service.send(
                "OPTIONS", "/recognize", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST"));
        assertForbidden(recognize("X-API-Key", KIOSK, "Origin", "https://evil.example"));
        Reply administration = service.send(
                "OPTIONS", "/admin/change", "Origin", "https://shop.example", "Access-Control-Request-Method", "POST");
        assertThat(administration.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void whoAsksTooOftenHasToWaitAndOthersDoNot() {
        List<Reply> replies = IntStream.range(0, 40)
                .mapToObj(i -> recognize("X-API-Key", HASTY))
                .toList();
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 429)
                .hasSizeBetween(1, 20)
                .allSatisfy(reply -> {
                    assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:too-many-requests");
                    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
                });
        // the same address in other words
        Reply disguised = service.post("/%72ecognize", "image/jpeg", NO_PICTURE, "X-API-Key", HASTY);
        assertThat(disguised.status()).isEqualTo(429);
        assertThat(recognize("X-API-Key", KIOSK).status()).isIn(415, 503);
    }

    private Reply recognize(String... headers) {
        return service.post("/recognize", "image/jpeg", NO_PICTURE, headers);
    }

    private static String[] with(String[] headers, String name, String value) {
        return new String[] {headers[0], headers[1], name, value};
    }

    private static void assertUnauthorized(Reply reply, String scheme) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("WWW-Authenticate")).startsWith(scheme);
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:unauthorized");
    }

    private static void assertNotFound(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:not-found");
    }

    private static void assertForbidden(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(403);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:forbidden");
        assertThat(reply.json().path("requestId").asString()).isNotBlank().isEqualTo(reply.header("X-Request-Id"));
    }
}
