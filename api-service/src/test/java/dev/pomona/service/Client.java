package dev.pomona.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.List;
import java.util.Map;
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

        /** Parses an answer that came without chunks. */
        private static Reply of(String text) {
            String[] headAndBody = text.split("\r\n\r\n", 2);
            List<String> lines = headAndBody[0].lines().toList();
            Map<String, List<String>> headers = lines.stream()
                    .skip(1)
                    .map(line -> line.split(": *", 2))
                    .collect(Collectors.groupingBy(
                            parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
            int status = Integer.parseInt(lines.get(0).split(" ")[1]);
            return new Reply(status, HttpHeaders.of(headers, (name, value) -> true), headAndBody[1]);
        }
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
