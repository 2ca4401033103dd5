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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        assertThat(records()).singleElement().asString().satisfies(line -> {
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
        assertThat(String.join("\n", records())).doesNotContain("grandmas-kitchen", "Jeanne");
    }

    @Test
    void aPhotoOfNoFruitIsKeptAmongTheNegatives() {
        Reply reply = service.postForm(path, form("notAFruit", "true").field("consent", "true"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(photos()).containsExactly(KEPT.resolve("negatives/" + id() + ".jpg"));
        assertThat(records()).singleElement().asString().contains("\"label\":null,\"notAFruit\":true");
    }

    @Test
    void aPhotoCalledNotAFruitIsKeptAmongTheNegativesToo() {
        Reply reply = service.postForm(path, form("label", "not a fruit").field("consent", "true"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().path("notAFruit").asBoolean()).isTrue();
        assertThat(photos()).containsExactly(KEPT.resolve("negatives/" + id() + ".jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Apple, Braeburn", "pomme, braeburn"})
    void aDisplayNameIsTakenForTheOnlyLabelThatHasIt(String name) {
        Reply reply = give("{\"label\": \"" + name + "\"}");
        assertThat(reply.json().path("label").asString()).isEqualTo("Apple Braeburn");
    }

    @Test
    void aLabelOfTheIndexIsTakenHoweverItIsWritten() {
        Reply reply = service.postForm(path, form("label", " golden_delicious").field("consent", "true"));
        assertThat(reply.json().path("label").asString()).isEqualTo("Golden-Delicious");
        assertThat(photos()).containsExactly(KEPT.resolve("photos/Golden-Delicious/" + id() + ".jpg"));
        assertThat(records()).singleElement().asString().contains("\"label\":\"Golden-Delicious\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "yes", "TRUE "})
    void withoutConsentNothingIsKeptAndItCanBeGivenAgain(String consent) {
        MultipartForm form = form("label", "Kiwi");
        assertRefused(
                service.postForm(path, consent.isEmpty() ? form : form.field("consent", consent)), 400, "no-consent");
        assertThat(photos()).isEmpty();
        assertThat(records()).isEmpty();
        assertThat(give("{\"label\": \"Kiwi\"}").status()).isEqualTo(201);
    }

    @Test
    void aFormNeedsNoPhoto() {
        assertThat(service.postForm(path, emptyForm().field("label", "Kiwi")).status())
                .isEqualTo(201);
        assertThat(photos()).isEmpty();
    }

    @Test
    void anAnswerHasOneFeedback() {
        assertThat(give("{\"notAFruit\": true}").status()).isEqualTo(201);
        assertRefused(give("{\"label\": \"Kiwi\"}"), 409, "feedback-given");
        assertThat(records()).hasSize(1);
    }

    @Test
    void feedbackNeedsTheTokenOfItsAnswer() {
        JsonNode other = service.post("/recognize", "image/jpeg", PHOTO).json();
        String body = "{\"label\": \"Kiwi\", \"feedbackToken\": \"%s\"}";
        assertRefused(service.post(path, "application/json", utf8("{\"label\": \"Kiwi\"}")), 400, "invalid-request");
        for (String token : List.of(
                other.path("feedbackToken").asString(),
                token() + "x",
                "e30." + token().split("\\.")[1],
                "x",
                ".",
                "..")) {
            assertRefused(service.post(path, "application/json", utf8(body.formatted(token))), 404, "unknown-request");
        }
        assertRefused(
                service.post("/recognize/" + UUID.randomUUID() + "/feedback", null, utf8(body.formatted(token()))),
                404,
                "unknown-request");
        assertThat(service.rawPost("/recognize/..%2F..%2Fetc/feedback", utf8(body.formatted(token())))
                        .status())
                .isBetween(400, 404);
        assertThat(records()).isEmpty();
    }

    @Test
    void ofManyFeedbacksAtOnceOneIsStored() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Reply>> replies = threads.invokeAll(Collections.nCopies(
                    8, () -> service.postForm(path, form("label", "Kiwi").field("consent", "true"))));
            List<Integer> statuses = new ArrayList<>();
            for (Future<Reply> reply : replies) {
                statuses.add(reply.get().status());
            }
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        } finally {
            threads.shutdownNow();
        }
        assertThat(records()).hasSize(1);
        assertThat(photos()).hasSize(1);
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
        MultipartForm form = emptyForm().field("label", "Kiwi").field("consent", "true");
        assertRefused(service.postForm(path, form.file("photo", "a.jpg", utf8("no"))), 415, "unsupported-format");
        assertThat(records()).isEmpty();
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

    private String token() {
        return answer.path("feedbackToken").asString();
    }

    /** Gives feedback as JSON, with the token of the answer. */
    private Reply give(String json) {
        String withToken = json.endsWith("}") && json.contains(":")
                ? json.replaceFirst("}$", ", \"feedbackToken\": \"" + token() + "\"}")
                : json;
        return service.post(path, "application/json", utf8(withToken));
    }

    private MultipartForm emptyForm() {
        return new MultipartForm().field("feedbackToken", token());
    }

    private MultipartForm form(String field, String value) {
        return emptyForm().field(field, value).file("photo", "grandmas-kitchen.jpg", PHOTO);
    }

    /** The stored records of this answer. */
    private List<String> records() {
        return kept("given").stream()
                .filter(file -> file.endsWith(id() + ".json"))
                .map(FeedbackIT::contentOf)
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

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
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
