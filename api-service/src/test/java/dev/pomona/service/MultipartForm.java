package dev.pomona.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart form, as browsers and curl send it. */
public final class MultipartForm {

    private static final String BOUNDARY = "----pomona-test";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A part with a file. */
    public MultipartForm file(String part, String fileName, byte[] content) {
        return part("name=\"%s\"; filename=\"%s\"".formatted(part, fileName), content);
    }

    /** A part of a type, without a file name. */
    public MultipartForm typed(String part, String type, byte[] content) {
        return part("name=\"%s\"\r\nContent-Type: %s".formatted(part, type), content);
    }

    /** A part with these parameters of its Content-Disposition. */
    public MultipartForm disposition(String parameters, byte[] content) {
        return part(parameters, content);
    }

    /** A part without a file. */
    public MultipartForm field(String part, String value) {
        return part("name=\"%s\"".formatted(part), value.getBytes(StandardCharsets.UTF_8));
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public byte[] body() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    private MultipartForm part(String disposition, byte[] content) {
        String head = "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition);
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }
}
