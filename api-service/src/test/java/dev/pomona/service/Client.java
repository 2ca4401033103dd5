package dev.pomona.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a service that runs on a port of this machine. */
public record Client(int port) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    /** The operator's password in tests. */
    public static final String OPERATOR_PASSWORD = "a password for tests";

    /** What an operator sends with each request. */
    public static final String[] OPERATOR = {"Authorization", basic("operator", OPERATOR_PASSWORD)};

    private static final JsonMapper JSON = new JsonMapper();

    /** An answer whose body is text. */
    public record Reply(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The value of a header; empty when it is not there. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        private static Reply of(HttpResponse<String> response) {
            return new Reply(response.statusCode(), response.headers(), response.body());
        }

        /** Parses what came over the wire. What has no head, as before HTTP 1.0, gets the status 0. */
        static Reply of(String text) {
            if (!text.startsWith("HTTP/")) {
                return new Reply(0, HttpHeaders.of(Map.of(), (name, value) -> true), text);
            }
            String[] headAndBody = text.split("\r\n\r\n", 2);
            List<String> lines = headAndBody[0].lines().toList();
            Map<String, List<String>> headers = lines.stream()
                    .skip(1)
                    .map(line -> line.split(": *", 2))
                    .collect(Collectors.groupingBy(
                            parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
            int status = Integer.parseInt(lines.get(0).split(" ")[1]);
            String body = headers.containsKey("Transfer-Encoding") ? dechunked(headAndBody[1]) : headAndBody[1];
            return new Reply(status, HttpHeaders.of(headers, (name, value) -> true), body);
        }

        /** Right where a character is a byte. */
        private static String dechunked(String chunks) {
            StringBuilder body = new StringBuilder();
            int at = 0;
            while (true) {
                int lineEnd = chunks.indexOf("\r\n", at);
                int length = Integer.parseInt(chunks.substring(at, lineEnd), 16);
                if (length == 0) {
                    return body.toString();
                }
                body.append(chunks, lineEnd + 2, lineEnd + 2 + length);
                at = lineEnd + 2 + length + 2;
            }
        }
    }

    /** The value of {@code Authorization} for a name and a password. */
    public static String basic(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Reply postForm(String path, MultipartForm form, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body())));
    }

    /** The bytes as the body; without a Content-Type when that is null. */
    public Reply post(String path, @Nullable String contentType, byte[] body, String... headers) {
        return post(path, contentType, BodyPublishers.ofByteArray(body), headers);
    }

    /** The bytes as a body whose length is not told in advance. */
    public Reply postChunked(String path, String contentType, byte[] body) {
        return post(path, contentType, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    /** Any method, without a body. */
    public Reply send(String method, String path, String... headers) {
        return send(request(path, headers).method(method, BodyPublishers.noBody()));
    }

    /** Any method, with a body. */
    public Reply sendBody(String method, String path, String contentType, byte[] body) {
        return send(request(path, "Content-Type", contentType).method(method, BodyPublishers.ofByteArray(body)));
    }

    /** Bytes that need not be HTTP. Empty if the connection is dropped without an answer. */
    public Optional<Reply> raw(byte[] bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            // One character a byte, for the lengths of chunks.
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.isEmpty() ? Optional.empty() : Optional.of(Reply.of(answer));
        } catch (SocketException dropped) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request whose target is sent as it is, even if it is no address. */
    public Reply rawPost(String target, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            String head =
                    "POST %s HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n".formatted(target, body.length);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            return Reply.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply post(String path, @Nullable String contentType, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(path, headers).POST(body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return Reply.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
