package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.HarmlessAnswer;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.filter.FormContentFilter;
import tools.jackson.databind.JsonNode;

@RunningService
@ExtendWith(OutputCaptureExtension.class)
class RefusalsIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());
    private static final int MEGABYTE = 1024 * 1024;

    @LocalServerPort
    private int port;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @Test
    void anEmptyBody() {
        assertRefused(service.post("/recognize", "image/jpeg", new byte[0]), 400, "no-photo");
        assertRefused(service.post("/recognize", null, new byte[0]), 400, "no-photo");
    }

    @Test
    void aFormWithoutAPartNamedPhoto() {
        MultipartForm form = new MultipartForm().file("picture", "ball.jpg", PHOTO);
        assertRefused(service.postForm("/recognize", form), 400, "no-photo");
    }

    @Test
    void aFormWithoutParts() {
        assertRefused(service.postForm("/recognize", new MultipartForm()), 400, "no-photo");
    }

    @Test
    void aFormWhosePhotoIsATextField() {
        MultipartForm form = new MultipartForm().field("photo", "ball.jpg");
        assertRefused(service.postForm("/recognize", form), 400, "no-photo");
    }

    @Test
    void aFormWithAnEmptyPart() {
        MultipartForm form =
                new MultipartForm().file("photo", "ball.jpg", PHOTO).file("photo", "", new byte[0]);
        assertRefused(service.postForm("/recognize", form), 400, "no-photo");
    }

    @Test
    void moreThanFivePhotos() {
        MultipartForm form = new MultipartForm();
        for (int i = 0; i < 6; i++) {
            form.file("photo", i + ".jpg", PHOTO);
        }
        assertRefused(service.postForm("/recognize", form), 400, "too-many-photos");
    }

    @Test
    void aFormOfTooManyParts() {
        MultipartForm form = new MultipartForm().file("photo", "ball.jpg", PHOTO);
        for (int field = 0; field < 60; field++) {
            form.field("field" + field, "value");
        }
        Reply reply = service.postForm("/recognize", form);
        assertRefused(reply, 400, "too-many-parts");
        assertThat(reply.body()).contains("at most 20 parts");
    }

    @Test
    void aPartOfLargeHeaders() {
        MultipartForm form = new MultipartForm().file("photo", "a".repeat(5000) + ".jpg", PHOTO);
        Reply reply = service.postForm("/recognize", form);
        assertRefused(reply, 400, "part-headers-too-large");
        assertThat(reply.body()).contains("4096 bytes");
    }

    @Test
    void headersThatAreTooLarge() {
        Reply reply = service.get("/index", "Cookie", "a=" + "b".repeat(9000));
        assertRefused(reply, 400, "headers-too-large");
        assertThat(reply.body()).contains("8192 bytes");
    }

    @Test
    void headersThatAreTooMany() {
        String[] headers = IntStream.range(0, 300)
                .mapToObj(i -> i % 2 == 0 ? "X-H" + i : "a")
                .toArray(String[]::new);
        assertRefused(service.get("/index", headers), 400, "headers-too-large");
    }

    @Test
    void headersThatAreTooLargeAreNoErrorOfTheService(CapturedOutput output) throws InterruptedException {
        Reply reply = service.post("/recognize", "image/jpeg", PHOTO, "Cookie", "a=" + "b".repeat(9000));
        assertRefused(reply, 400, "headers-too-large");
        service.get("/index"); // The thread has logged the one before by the time it is free again.
        Thread.sleep(200);
        assertThat(output).contains("400 headers-too-large").doesNotContain(" ERROR ", "Error processing request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "x y"})
    void aCompressedBody(String encoding) {
        Reply reply = service.post("/recognize", "image/jpeg", PHOTO, "Content-Encoding", encoding);
        assertRefused(reply, 415, "unsupported-encoding");
        assertThat(reply.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void aBodyThatSaysThatItIsNotCompressedIsTaken() {
        assertThat(service.post("/recognize", "image/jpeg", PHOTO, "Content-Encoding", "identity")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatSaysThatItIsTooLarge() {
        assertRefused(service.post("/recognize", "image/jpeg", padded(21 * MEGABYTE)), 413, "too-large");
    }

    @Test
    void aBodyThatTurnsOutTooLarge() {
        assertRefused(service.postChunked("/recognize", "image/jpeg", padded(21 * MEGABYTE)), 413, "too-large");
    }

    @Test
    void aPartThatIsTooLarge() {
        MultipartForm form = new MultipartForm().file("photo", "large.jpg", padded(21 * MEGABYTE));
        assertRefused(service.postForm("/recognize", form), 413, "too-large");
    }

    @Test
    void aFormThatIsTooLarge() {
        MultipartForm form = new MultipartForm();
        for (int i = 0; i < 7; i++) {
            form.file("photo", i + ".jpg", padded(15 * MEGABYTE));
        }
        assertRefused(service.postForm("/recognize", form), 413, "form-too-large");
    }

    @Test
    void aPhotoJustBelowTheLimitIsStillTaken() {
        assertThat(service.post("/recognize", "image/jpeg", padded(20 * MEGABYTE))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("noPictures")
    void whatIsNoPictureThatIsRead(String name, byte[] bytes) {
        assertRefused(service.post("/recognize", "image/jpeg", bytes), 415, "unsupported-format");
        assertRefused(
                service.postForm("/recognize", new MultipartForm().file("photo", "ball.jpg", bytes)),
                415,
                "unsupported-format");
    }

    static Stream<Arguments> noPictures() {
        return Stream.of(
                Arguments.of("text", utf8("an orange")),
                Arguments.of("SVG", utf8("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\" height=\"50\"/>")),
                Arguments.of("GIF", Pictures.gif(Pictures.ball())),
                Arguments.of("HTML", utf8("<!doctype html><title>Orange</title>")),
                Arguments.of("one byte", new byte[1]));
    }

    @Test
    void aTruncatedPicture() {
        assertRefused(service.post("/recognize", "image/jpeg", Pictures.firstHalf(PHOTO)), 422, "truncated-picture");
        Reply png = service.post("/recognize", "image/png", Pictures.firstHalf(Pictures.png(Pictures.noise())));
        assertThat(problem(png, 422)).isIn("truncated-picture", "broken-picture");
    }

    @Test
    void aBrokenPicture() {
        byte[] broken = Pictures.png(Pictures.noise());
        Arrays.fill(broken, 41, 60, (byte) 0x55); // where the compressed data begin
        assertRefused(service.post("/recognize", "image/png", broken), 422, "broken-picture");
    }

    @Test
    void aPictureOfManyPixelsInFewBytes() {
        byte[] bomb = Pictures.pngClaiming(60_000, 60_000);
        assertRefused(service.post("/recognize", "image/png", bomb), 422, "too-many-pixels");
    }

    @Test
    void aPictureTooSmallToSeeAnything() {
        byte[] tiny = Pictures.png(Pictures.plain(8, 8, Color.ORANGE));
        assertRefused(service.post("/recognize", "image/png", tiny), 422, "too-small");
    }

    /** Spring has forms parsed on every path, before it looks for a controller. */
    @ParameterizedTest
    @CsvSource({"POST, /fruits", "GET, /index", "PUT, /recognize", "POST, /app.js", "GET, /"})
    void aLargeFormWhereNoPhotoIsTaken(String method, String path) {
        MultipartForm large = new MultipartForm().file("photo", "a.jpg", new byte[MEGABYTE]);
        assertRefused(service.sendBody(method, path, large.contentType(), large.body()), 413, "too-large");
    }

    @Test
    void nothingReadsTheFieldsOfFormsThatArePut(@Autowired ObjectProvider<FormContentFilter> filters) {
        assertThat(filters.stream()).isEmpty();
    }

    @Test
    void oneBadPhotoAmongGoodOnes() {
        MultipartForm form = new MultipartForm().file("photo", "1.jpg", PHOTO).file("photo", "2.jpg", utf8("no"));
        assertRefused(service.postForm("/recognize", form), 415, "unsupported-format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top=0",
                "top=21",
                "top=-1",
                "top=abc",
                "top=99999999999",
                "neighbours=perhaps",
                "top=%zz",
                "lang=%"
            })
    void parametersThatMakeNoSense(String query) {
        assertRefused(service.rawPost("/recognize?" + query, PHOTO), 400, "invalid-parameter");
    }

    @Test
    void theParameterThatMakesNoSenseIsNamed() {
        assertThat(service.post("/recognize?top=21", "image/jpeg", PHOTO).body())
                .contains("top");
        assertThat(service.post("/recognize?top=abc", "image/jpeg", PHOTO).body())
                .contains("top");
    }

    @Test
    void feedbackWhereNoneIsTaken() {
        JsonNode answer = service.post("/recognize", "image/jpeg", PHOTO).json();
        assertThat(answer.path("feedbackToken").isNull()).isTrue();
        String id = answer.path("requestId").asString();
        assertThat(service.get("/feedback").json().path("taken").asBoolean()).isFalse();
        byte[] label = utf8("{\"label\": \"Kiwi\"}");
        assertRefused(service.post("/recognize/" + id + "/feedback", "application/json", label), 403, "feedback-off");
        MultipartForm form = new MultipartForm().field("label", "Kiwi").file("photo", "ball.jpg", PHOTO);
        assertRefused(service.postForm("/recognize/" + id + "/feedback", form), 403, "feedback-off");
    }

    @Test
    void anotherMethod() {
        Reply reply = service.get("/recognize");
        assertThat(problem(reply, 405)).isNotEqualTo("about:blank");
        assertThat(reply.header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/recognize/more", "/error", "/index/", "/fruits/nothing", "/nothing.html"})
    void whatIsNotThere(String path) {
        assertRefused(service.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary=\"unfinished"
            })
    void aFormWhoseBoundaryIsMissingOrWrong(String contentType) {
        byte[] body = new MultipartForm().file("photo", "ball.jpg", PHOTO).body();
        Reply reply = service.post("/recognize", contentType, body);
        assertThat(problem(reply, 400)).isIn("invalid-form", "invalid-request", "no-photo");
    }

    @Test
    void aFormThatEndsTooEarly() {
        MultipartForm form = new MultipartForm().file("photo", "ball.jpg", PHOTO);
        Reply reply = service.post("/recognize", form.contentType(), Pictures.firstHalf(form.body()));
        assertRefused(reply, 400, "invalid-form");
    }

    @Test
    void aFormWhoseFileNameHasAZeroByte() {
        MultipartForm form = new MultipartForm().file("photo", "ball\0.jpg", PHOTO);
        assertThat(service.postForm("/recognize", form).status()).isIn(200, 400);
    }

    @Test
    void anAnswerThatCannotBeGivenInTheFormAskedFor() {
        Reply reply = service.post("/recognize", "image/jpeg", PHOTO, "Accept", "image/png");
        assertThat(reply.status()).isEqualTo(406);
        HarmlessAnswer.assertNothingInside(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a b[", "Host: localhost\r\nHost: elsewhere.example", "X-No-Host: at all"})
    void whatTheServerRefusesBeforeTheServiceSeesIt(String headers) {
        String request = "GET /fruits HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
        assertRefused(service.raw(utf8(request)).orElseThrow(), 400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /fruits HTTP/3.0\r\nHost: localhost\r\n\r\n', 400, invalid-request",
        "'POST /recognize HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: zip\r\n\r\n', 415, unsupported-encoding"
    })
    void partsOfHttpThatTheServerLacksAreNoFaultOfTheService(String request, int status, String type) {
        assertRefused(service.raw(utf8(request)).orElseThrow(), status, type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//fruits", "/fruits//kiwi"})
    void pathsThatAreNoReferences(String path, CapturedOutput output) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertRefused(service.raw(utf8(request)).orElseThrow(), 400, "invalid-request");
        assertThat(output).doesNotContain(" WARN ");
    }

    @Test
    void anAcceptHeaderThatIsNoneIsNoWarning(CapturedOutput output) {
        service.get("/", "Accept", ";;/=");
        service.send("POST", "/", "Accept", "*/*");
        assertThat(output).doesNotContain(" WARN ");
    }

    private static void assertRefused(Reply reply, int status, String type) {
        assertThat(problem(reply, status)).isEqualTo(type);
    }

    /** The stable name of the problem, after checking its form. */
    private static String problem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("type").asString()).startsWith("urn:pomona:problem:");
        assertThat(problem.path("requestId").asString()).isNotBlank().isEqualTo(reply.header("X-Request-Id"));
        HarmlessAnswer.assertNothingInside(reply);
        return problem.path("type").asString().substring("urn:pomona:problem:".length());
    }

    /** A sound JPEG with bytes behind its end. */
    private static byte[] padded(int length) {
        return Arrays.copyOf(PHOTO, length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
