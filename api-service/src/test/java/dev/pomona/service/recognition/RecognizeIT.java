package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.web.Language;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RunningService
class RecognizeIT {

    private static final byte[] BALL = Pictures.jpeg(Pictures.ball());

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Catalogue catalogue;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=ISO-8859-1",
                "application/json; charset=\"utf-16\"",
                "text/html, application/json;q=0.9;charset=windows-1252"
            })
    void answersInUtf8WhateverCharsetIsAccepted(String accept) {
        Reply reply = service.post("/recognize", "image/jpeg", BALL, "Accept", accept);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        for (String path : List.of("/fruits/kiwi", "/index", "/fruits")) {
            assertThat(service.get(path, "Accept", accept).status()).as(path).isEqualTo(200);
        }
        assertThat(new Client(managementPort)
                        .get("/actuator/health", "Accept", accept)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesAPartWithoutAFileNameByItsType() {
        MultipartForm form = new MultipartForm().typed("photo", "image/jpeg", BALL);
        assertThat(service.postForm("/recognize", form).status()).isEqualTo(200);
        MultipartForm binary = new MultipartForm().typed("photo", "application/octet-stream", BALL);
        assertThat(service.postForm("/recognize", binary).status()).isEqualTo(200);
    }

    @Test
    void takesAPhotoWithALongNameInAnotherScript() {
        String name = "%E5%86%99%E7%9C%9F".repeat(85);
        MultipartForm form = new MultipartForm().disposition("name=\"photo\"; filename*=UTF-8''" + name, BALL);
        assertThat(service.postForm("/recognize", form).status()).isEqualTo(200);
    }

    @Test
    void answersAFormWithEveryFieldOfTheContract() {
        Reply reply = service.postForm("/recognize?neighbours=true", photo(BALL));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        JsonNode answer = reply.json();
        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder(
                        "requestId",
                        "feedbackToken",
                        "status",
                        "reasons",
                        "label",
                        "confidence",
                        "labelRecognised",
                        "kind",
                        "fruit",
                        "kinds",
                        "candidates",
                        "neighbours",
                        "index",
                        "model",
                        "photo",
                        "timingsMs");
        assertThat(answer.path("requestId").asString()).isNotBlank().isEqualTo(reply.header("X-Request-Id"));
        assertThat(answer.path("status").asString()).isIn("RECOGNISED", "UNCERTAIN", "UNKNOWN");
        assertThat(answer.path("index").path("version").asString()).matches("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
        assertThat(answer.path("index").path("photos").asInt()).isGreaterThan(1000);
        assertThat(answer.path("index").path("labels").asInt()).isGreaterThan(100);
        assertThat(answer.path("model").path("fingerprint").asString()).startsWith("sha256:");
        assertThat(answer.path("photo").path("format").asString()).isEqualTo("JPEG");
        assertThat(answer.path("photo").path("width").asInt()).isEqualTo(320);
        assertThat(answer.path("photo").path("height").asInt()).isEqualTo(240);
        assertThat(answer.path("photo").path("orientationApplied").asBoolean(true))
                .isFalse();
        assertThat(List.of("decode", "features", "search", "total"))
                .allSatisfy(
                        step -> assertThat(answer.path("timingsMs").path(step).isNumber())
                                .as(step)
                                .isTrue());
        assertThat(answer.path("timingsMs").path("features").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(answer.path("timingsMs").path("total").asDouble());
    }

    @Test
    void candidatesAreNamedAndRankedByTheirConfidence() {
        List<JsonNode> candidates = list(recognize("?top=20", BALL).path("candidates"));
        assertThat(candidates).hasSize(20).allSatisfy(candidate -> {
            assertThat(candidate.path("label").asString()).isNotBlank();
            assertThat(candidate.path("displayName").asString()).isNotBlank();
            assertThat(candidate.path("confidence").asDouble(-1)).isBetween(0.0, 1.0);
            assertThat(candidate.path("nearest").path("photo").asString()).isNotBlank();
            assertThat(candidate.path("nearest").path("similarity").asDouble(-2))
                    .isBetween(-1.0, 1.00001);
        });
        assertThat(candidates)
                .extracting(candidate -> candidate.path("label").asString())
                .doesNotHaveDuplicates();
        assertThat(candidates)
                .extracting(candidate -> -candidate.path("confidence").asDouble())
                .isSorted();
    }

    /** Whatever the painted ball is taken for: what is said of it must fit together. */
    @Test
    void theLabelIsThatOfTheFirstCandidateUnlessThePhotoIsLikeNothingKnown() {
        assertThat(Stream.of(Pictures.ball(), Pictures.noise(), Pictures.plain(100, 100, Color.ORANGE)))
                .allSatisfy(image -> {
                    JsonNode answer = recognize("", Pictures.png(image));
                    if (answer.path("status").asString().equals("UNKNOWN")) {
                        assertThat(answer.path("label").isNull()).isTrue();
                        assertThat(answer.path("confidence").isNull()).isTrue();
                        assertThat(answer.path("fruit").isNull()).isTrue();
                    } else {
                        JsonNode best = answer.path("candidates").path(0);
                        assertThat(answer.path("label")).isEqualTo(best.path("label"));
                        assertThat(answer.path("confidence")).isEqualTo(best.path("confidence"));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("nonFruits")
    void whatIsNoFruitIsNotRecognised(String name, BufferedImage image) {
        assertThat(recognize("", Pictures.png(image)).path("status").asString())
                .as(name)
                .isIn("UNCERTAIN", "UNKNOWN");
    }

    @Test
    void aPhotoWithoutColourIsUncertainAtBest() {
        List<BufferedImage> fruits = fruits();
        assertThat(fruits)
                .extracting(fruit ->
                        recognize("", Pictures.jpeg(fruit)).path("status").asString())
                .contains("RECOGNISED");
        assertThat(fruits).allSatisfy(fruit -> {
            JsonNode answer = recognize("", Pictures.jpeg(Pictures.grey(fruit)));
            assertThat(answer.path("status").asString()).isIn("UNCERTAIN", "UNKNOWN");
            assertThat(answer.path("kind").path("recognised").asBoolean()).isFalse();
        });
    }

    @Test
    void aBlurredPhotoIsUncertainAtBestAndSaysSo() {
        assertThat(fruits()).allSatisfy(fruit -> {
            JsonNode answer = recognize("", Pictures.jpeg(Pictures.blurred(fruit, 32)));
            assertThat(answer.path("status").asString()).isIn("UNCERTAIN", "UNKNOWN");
            assertThat(list(answer.path("reasons")))
                    .extracting(JsonNode::asString)
                    .contains("BLURRED");
        });
    }

    @Test
    void aPhotoWithoutColourBesideOneInColourRaisesNoDoubt() {
        BufferedImage fruit = fruits().stream()
                .filter(each -> recognize("", Pictures.jpeg(each))
                        .path("status")
                        .asString()
                        .equals("RECOGNISED"))
                .findFirst()
                .orElseThrow();
        byte[] grey = Pictures.jpeg(Pictures.grey(fruit));
        assertThat(sum(recognize("?top=20", grey).path("candidates"))).isLessThanOrEqualTo(0.6);
        MultipartForm both =
                new MultipartForm().file("photo", "1.jpg", grey).file("photo", "2.jpg", Pictures.jpeg(fruit));
        assertThat(sum(service.postForm("/recognize?top=20", both).json().path("candidates")))
                .isGreaterThan(0.6);
    }

    @Test
    void confidencesOfLabelsKindsAndVarietiesAreSharesOfOne() {
        assertThat(fruits()).allSatisfy(fruit -> {
            JsonNode answer = recognize("?top=20", Pictures.jpeg(fruit));
            assertThat(sum(answer.path("candidates"))).isBetween(0.01, 1.0);
            assertThat(sum(answer.path("kinds"))).isBetween(0.01, 1.0);
            assertThat(list(answer.path("kinds")))
                    .allSatisfy(kind -> assertThat(sum(kind.path("varieties")))
                            .isLessThanOrEqualTo(kind.path("confidence").asDouble() + 1e-9));
        });
    }

    @Test
    void theCardIsThatOfTheKindThatIsNamed() {
        assertThat(fruits()).allSatisfy(fruit -> {
            JsonNode answer = recognize("", Pictures.jpeg(fruit));
            assertThat(answer.path("fruit").path("id").asString())
                    .isEqualTo(answer.path("kind").path("id").asString());
        });
    }

    private static List<BufferedImage> fruits() {
        return Stream.of(Color.PINK, new Color(230, 110, 120), new Color(120, 170, 40), Color.ORANGE)
                .flatMap(
                        colour -> Stream.of(Color.WHITE, Color.LIGHT_GRAY).map(table -> Pictures.shaded(colour, table)))
                .toList();
    }

    private static double sum(JsonNode candidates) {
        return list(candidates).stream()
                .mapToDouble(candidate -> candidate.path("confidence").asDouble())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0x3a7d2c, 0x808080, 0xffd700, 0xffffff})
    void whatIsOneColourAllOverIsUnknown(int colour) {
        JsonNode answer = recognize("", Pictures.jpeg(Pictures.plain(400, 300, new Color(colour))));
        assertThat(answer.path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(answer.path("candidates"))
                .isNotEmpty()
                .allSatisfy(candidate ->
                        assertThat(candidate.path("confidence").asDouble()).isZero());
    }

    @Test
    void aPhotoThatShowsNothingHasNoSayBesideOneThatDoes() {
        byte[] wall = Pictures.jpeg(Pictures.plain(400, 300, Color.GRAY));
        MultipartForm both = new MultipartForm().file("photo", "1.jpg", wall).file("photo", "2.jpg", BALL);
        assertThat(service.postForm("/recognize", both).json().path("candidates"))
                .isEqualTo(recognize("", BALL).path("candidates"));
    }

    static Stream<Arguments> nonFruits() {
        return Stream.of(
                Arguments.of("noise", Pictures.noise()),
                Arguments.of("black", Pictures.plain(64, 64, Color.BLACK)),
                Arguments.of("white", Pictures.plain(16, 16, Color.WHITE)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/png",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "text/plain; charset=utf-8",
                "application/json"
            })
    void takesTheBodyAsThePhotoWhateverItCallsItself(String contentType) {
        Reply reply = service.post("/recognize?top=3", contentType, BALL);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("candidates")).hasSize(3);
        assertThat(reply.json().path("photo").path("format").asString()).isEqualTo("JPEG");
    }

    @Test
    void takesABodyWhoseLengthIsNotToldInAdvance() {
        assertThat(service.postChunked("/recognize", "image/jpeg", BALL).status())
                .isEqualTo(200);
    }

    @Test
    void givesTheSameAnswerToTheSamePhotoHoweverItIsSent() {
        JsonNode candidates = recognize("?top=20", BALL).path("candidates");
        assertThat(recognize("?top=20", BALL).path("candidates")).isEqualTo(candidates);
        assertThat(service.postForm("/recognize?top=20", photo(BALL)).json().path("candidates"))
                .isEqualTo(candidates);
    }

    @Test
    void theKindsInQuestionHoldEveryLabelOnceUnderTheirVarieties() {
        JsonNode answer = recognize("?top=20&lang=fr", BALL);
        List<JsonNode> kinds = list(answer.path("kinds"));
        assertThat(kinds)
                .extracting(kind -> -kind.path("confidence").asDouble())
                .isSorted();
        List<String> labels = kinds.stream()
                .flatMap(kind -> list(kind.path("varieties")).stream())
                .flatMap(variety -> list(variety.path("labels")).stream())
                .map(JsonNode::asString)
                .toList();
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(answer.path("candidates").findValuesAsString("label"));
        assertThat(kinds).allSatisfy(kind -> {
            List<JsonNode> varieties = list(kind.path("varieties"));
            assertThat(varieties).isNotEmpty();
            assertThat(varieties)
                    .extracting(variety -> -variety.path("confidence").asDouble())
                    .isSorted();
            assertThat(varieties.get(0).path("confidence").asDouble())
                    .isLessThanOrEqualTo(kind.path("confidence").asDouble());
            String label = varieties.get(0).path("label").asString();
            assertThat(kind.path("name").asString()).isEqualTo(catalogue.kindName(label, Language.FR));
        });
    }

    @Test
    void theFirstKindIsNamedUnlessThePhotoIsLikeNothingKnown() {
        JsonNode answer = recognize("", BALL);
        JsonNode kind = answer.path("kind");
        if (answer.path("status").asString().equals("UNKNOWN")) {
            assertThat(kind.isNull()).isTrue();
        } else {
            assertThat(kind.path("name")).isEqualTo(answer.path("kinds").path(0).path("name"));
            assertThat(kind.path("confidence").asDouble())
                    .isGreaterThanOrEqualTo(answer.path("confidence").asDouble());
        }
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        assertThat(recognize("", BALL).path("requestId"))
                .isNotEqualTo(recognize("", BALL).path("requestId"));
    }

    @Test
    void severalPhotosOfOneFruitShareOneAnswer() {
        byte[] other = Pictures.png(Pictures.noise());
        MultipartForm both = new MultipartForm().file("photo", "1.jpg", BALL).file("photo", "2.png", other);
        Reply reply = service.postForm("/recognize?top=20&neighbours=true", both);
        assertThat(reply.status()).isEqualTo(200);
        JsonNode pooled = reply.json();
        assertThat(pooled.path("candidates"))
                .isNotEqualTo(recognize("?top=20", BALL).path("candidates"))
                .isNotEqualTo(recognize("?top=20", other).path("candidates"));
        int alone = recognize("?neighbours=true", BALL).path("neighbours").size();
        assertThat(pooled.path("neighbours")).hasSize(2 * alone);
        assertThat(pooled.path("photo").path("format").asString()).isEqualTo("JPEG");
    }

    @Test
    void takesFivePhotosAtMost() {
        MultipartForm five = new MultipartForm();
        for (int i = 0; i < 5; i++) {
            five.file("photo", i + ".jpg", BALL);
        }
        assertThat(service.postForm("/recognize", five).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20})
    void listsAsManyCandidatesAsAskedFor(int top) {
        assertThat(recognize("?top=" + top, BALL).path("candidates")).hasSize(top);
    }

    @Test
    void listsFiveCandidatesAndNoNeighboursUnlessAsked() {
        JsonNode answer = recognize("", BALL);
        assertThat(answer.path("candidates")).hasSize(5);
        assertThat(answer.path("neighbours").isArray()).isTrue();
        assertThat(answer.path("neighbours")).isEmpty();
    }

    @Test
    void listsTheNeighboursThatVotedNearestFirst() {
        List<JsonNode> neighbours = list(recognize("?neighbours=true", BALL).path("neighbours"));
        assertThat(neighbours).isNotEmpty().allSatisfy(neighbour -> {
            assertThat(neighbour.path("photo").asString()).isNotBlank();
            assertThat(neighbour.path("label").asString()).isNotBlank();
        });
        assertThat(neighbours)
                .extracting(neighbour -> -neighbour.path("similarity").asDouble())
                .isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "'', fr, FR",
        "'', fr-CA, FR",
        "'', 'de, fr;q=0.8, en;q=0.5', FR",
        "'', en, EN",
        "'', de, EN",
        "&lang=fr, en, FR",
        "&lang=en, fr, EN",
        "&lang=tlh, fr, FR"
    })
    void speaksTheLanguageAskedForElseTheOneOfTheBrowser(String lang, String acceptLanguage, Language expected) {
        Reply reply = service.post("/recognize?top=20" + lang, "image/jpeg", BALL, "Accept-Language", acceptLanguage);
        assertSpeaks(reply.json(), expected);
    }

    @Test
    void readsTheLanguageOfAFormFromItsAddress() {
        assertSpeaks(service.postForm("/recognize?top=20&lang=fr", photo(BALL)).json(), Language.FR);
    }

    @Test
    void turnsThePhotoAsItsExifSays() {
        JsonNode photo = recognize("", Pictures.jpegWithExif(Pictures.ball(), 6, "a ball"))
                .path("photo");
        assertThat(photo.path("orientationApplied").asBoolean()).isTrue();
        assertThat(photo.path("width").asInt()).isEqualTo(240);
        assertThat(photo.path("height").asInt()).isEqualTo(320);
    }

    private static MultipartForm photo(byte[] bytes) {
        return new MultipartForm().file("photo", "ball.jpg", bytes);
    }

    private void assertSpeaks(JsonNode answer, Language language) {
        List<JsonNode> candidates = list(answer.path("candidates"));
        assertThat(candidates)
                .allSatisfy(candidate -> assertThat(
                                candidate.path("displayName").asString())
                        .isEqualTo(catalogue.displayName(candidate.path("label").asString(), language)));
        assertThat(candidates)
                .as("candidates with different names in the two languages")
                .map(candidate -> candidate.path("label").asString())
                .anyMatch(label ->
                        !catalogue.displayName(label, Language.EN).equals(catalogue.displayName(label, Language.FR)));
    }

    private JsonNode recognize(String query, byte[] photo) {
        Reply reply = service.post("/recognize" + query, "image/jpeg", photo);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
