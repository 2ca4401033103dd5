package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.FeedbackTakingService;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FeedbackTakingService
class FeedbackIT {

    private static final Path KEPT = FeedbackTakingService.KEPT;
    private static final byte[] PHOTO =
            Pictures.jpegWithExif(Pictures.ball(), 6, "Taken at 43.6045 N 1.4440 E by Jeanne");

    @LocalServerPort
    private int port;

    private Client service;
    private JsonNode answer;
    private String path;

    @BeforeEach
    void ask() {
        service = new Client(port);
        answer = service.post("/recognize", "image/jpeg", PHOTO).json();
        path = "/recognize/" + id() + "/feedback";
    }

    @Test
    void whatItReallyIsIsKeptBesideWhatWasAnswered() {
        Reply reply = give("{\"label\": \"Kiwi\"}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().path("photoKept").asBoolean()).isFalse();
        JsonNode first = answer.path("candidates").path(0);
        assertThat(lines()).singleElement().asString().satisfies(line -> {
            assertThat(line).contains("\"label\":\"Kiwi\"", "\"notAFruit\":false", "\"photoKept\":false");
            assertThat(line)
                    .contains("\"answered\":{\"label\":\"" + first.path("label").asString() + "\"");
            assertThat(line).contains("\"status\":\"" + answer.path("status").asString() + "\"");
            assertThat(line)
                    .contains("\"indexVersion\":\""
                            + answer.path("index").path("version").asString() + "\"");
            assertThat(line).doesNotContain("127.0.0.1");
        });
        assertThat(photos()).isEmpty();
    }

    @Test
    void aPhotoIsKeptUprightAndWithoutItsMetadataUnderItsLabel() throws IOException {
        Reply reply = service.postForm(path, form("label", "Kiwi").field("consent", "true"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().path("photoKept").asBoolean()).isTrue();
        Path kept = KEPT.resolve("photos/Kiwi/" + id() + ".jpg");
        assertThat(photos()).containsExactly(kept);
        assertThat(Files.readString(kept, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "Jeanne", "43.6045");
        BufferedImage image = ImageIO.read(kept.toFile());
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isEqualTo(320);
        assertThat(String.join("\n", lines())).doesNotContain("grandmas-kitchen", "Jeanne");
    }

    @Test
    void aPhotoOfNoFruitIsKeptAmongTheNegatives() {
        Reply reply = service.postForm(path, form("notAFruit", "true").field("consent", "true"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(photos()).containsExactly(KEPT.resolve("negatives/" + id() + ".jpg"));
        assertThat(lines()).singleElement().asString().contains("\"label\":null,\"notAFruit\":true");
    }

    @Test
    void aPhotoCalledNotAFruitIsKeptAmongTheNegativesToo() {
        Reply reply = service.postForm(path, form("label", "not a fruit").field("consent", "true"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().path("notAFruit").asBoolean()).isTrue();
        assertThat(photos()).containsExactly(KEPT.resolve("negatives/" + id() + ".jpg"));
    }

    @Test
    void aLabelOfTheIndexIsTakenHoweverItIsWritten() {
        Reply reply = service.postForm(path, form("label", " golden_delicious").field("consent", "true"));
        assertThat(reply.json().path("label").asString()).isEqualTo("Golden-Delicious");
        assertThat(photos()).containsExactly(KEPT.resolve("photos/Golden-Delicious/" + id() + ".jpg"));
        assertThat(lines()).singleElement().asString().contains("\"label\":\"Golden-Delicious\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "yes", "TRUE "})
    void withoutConsentNothingIsKeptAndItCanBeGivenAgain(String consent) {
        MultipartForm form = form("label", "Kiwi");
        assertRefused(
                service.postForm(path, consent.isEmpty() ? form : form.field("consent", consent)), 400, "no-consent");
        assertThat(photos()).isEmpty();
        assertThat(lines()).isEmpty();
        assertThat(give("{\"label\": \"Kiwi\"}").status()).isEqualTo(201);
    }

    @Test
    void aFormNeedsNoPhoto() {
        assertThat(service.postForm(path, new MultipartForm().field("label", "Kiwi"))
                        .status())
                .isEqualTo(201);
        assertThat(photos()).isEmpty();
    }

    @Test
    void anAnswerHasOneFeedback() {
        assertThat(give("{\"notAFruit\": true}").status()).isEqualTo(201);
        assertRefused(give("{\"label\": \"Kiwi\"}"), 409, "feedback-given");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void thereIsNoFeedbackAboutAnswersThatWereNotGiven() {
        for (String id : List.of(UUID.randomUUID().toString(), "x", "..%2F..%2Fetc")) {
            Reply reply = service.rawPost("/recognize/" + id + "/feedback", utf8("{\"label\": \"Kiwi\"}"));
            assertThat(reply.status()).as(id).isBetween(400, 404);
        }
        assertRefused(
                service.post("/recognize/" + UUID.randomUUID() + "/feedback", null, utf8("{\"label\":\"Kiwi\"}")),
                404,
                "unknown-request");
    }

    @ParameterizedTest
    @CsvSource({"../../etc, invalid-label", "a/b, invalid-label", ".hidden, invalid-label", "'', invalid-label"})
    void labelsThatAreNoNames(String label, String problem) {
        assertRefused(give("{\"label\": \"" + label + "\"}"), 400, problem);
        assertRefused(service.postForm(path, form("label", label).field("consent", "true")), 400, problem);
        assertThat(photos()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Kiwi",
                "null",
                "[]",
                "{}",
                "{\"label\": null}",
                "{\"label\": \"Kiwi\", \"notAFruit\": true}",
                "{\"notAFruit\": false}",
                "{\"label\": "
            })
    void bodiesThatSayNothingClear(String body) {
        assertRefused(give(body), 400, "invalid-request");
    }

    @Test
    void aBodyThatIsTooLarge() {
        assertRefused(give("{\"label\": \"" + "a".repeat(5000) + "\"}"), 413, "too-large");
    }

    @Test
    void severalPhotos() {
        MultipartForm form = form("label", "Kiwi").field("consent", "true").file("photo", "2.jpg", PHOTO);
        assertRefused(service.postForm(path, form), 400, "too-many-photos");
    }

    @Test
    void aFileThatIsNoPhotoIsNotKeptAndTheFeedbackCanBeGivenAgain() {
        MultipartForm form = new MultipartForm().field("label", "Kiwi").field("consent", "true");
        assertRefused(service.postForm(path, form.file("photo", "a.jpg", utf8("no"))), 415, "unsupported-format");
        assertThat(lines()).isEmpty();
        assertThat(give("{\"label\": \"Kiwi\"}").status()).isEqualTo(201);
    }

    @Test
    void saysThatFeedbackIsTakenAndWhichLabelsAreKnown() {
        JsonNode offer = service.get("/feedback?lang=fr").json();
        assertThat(offer.path("taken").asBoolean()).isTrue();
        assertThat(offer.path("labels"))
                .hasSize(service.get("/index").json().path("labels").asInt());
        assertThat(offer.path("labels").findValuesAsString("displayName")).contains("Pomme, Golden Delicious");
    }

    private String id() {
        return answer.path("requestId").asString();
    }

    private Reply give(String json) {
        return service.post(path, "application/json", utf8(json));
    }

    private static MultipartForm form(String field, String value) {
        return new MultipartForm().field(field, value).file("photo", "grandmas-kitchen.jpg", PHOTO);
    }

    /** What is kept in words about this answer. */
    private List<String> lines() {
        return kept("given").stream()
                .flatMap(FeedbackIT::linesOf)
                .filter(line -> line.contains(id()))
                .toList();
    }

    /** What is kept in pictures about this answer. */
    private List<Path> photos() {
        return Stream.of("photos", "negatives")
                .flatMap(folder -> kept(folder).stream())
                .filter(file -> file.toString().contains(id()))
                .toList();
    }

    private static List<Path> kept(String folder) {
        if (!Files.exists(KEPT.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(KEPT.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:" + type);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
