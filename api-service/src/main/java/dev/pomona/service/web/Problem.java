package dev.pomona.service.web;

import dev.pomona.model.photo.PhotoProblem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The reasons to reject a request. Each has a stable type, {@code urn:pomona:problem:<name>} (RFC 9457). */
public enum Problem {
    NO_PHOTO(HttpStatus.BAD_REQUEST, "The request has no photo"),
    TOO_MANY_PHOTOS(HttpStatus.BAD_REQUEST, "The request has too many photos"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A query parameter is not valid"),
    INVALID_FORM(HttpStatus.BAD_REQUEST, "The multipart form cannot be read"),
    HEADERS_TOO_LARGE(HttpStatus.BAD_REQUEST, "The headers of the request are too large"),
    TOO_MANY_PARTS(HttpStatus.BAD_REQUEST, "The form has too many parts"),
    PART_HEADERS_TOO_LARGE(HttpStatus.BAD_REQUEST, "The headers of a part of the form are too large"),
    INVALID_LABEL(HttpStatus.BAD_REQUEST, "The label is not valid"),
    NO_CONSENT(HttpStatus.BAD_REQUEST, "The photo was sent without consent to store it"),
    FEEDBACK_OFF(HttpStatus.FORBIDDEN, "This service takes no feedback"),
    UNKNOWN_REQUEST(HttpStatus.NOT_FOUND, "There is no such answer, or it is too old"),
    FEEDBACK_GIVEN(HttpStatus.CONFLICT, "There is feedback about this answer already"),
    FEEDBACK_FULL(HttpStatus.INSUFFICIENT_STORAGE, "There is no room for more feedback"),
    REINDEX_OFF(HttpStatus.FORBIDDEN, "This service has no index of its own to change"),
    SOURCE_NOT_ALLOWED(HttpStatus.FORBIDDEN, "This location may not be indexed"),
    RUN_ACTIVE(HttpStatus.CONFLICT, "Another run is at work"),
    RUN_OVER(HttpStatus.CONFLICT, "The run has ended"),
    VERSION_CURRENT(HttpStatus.CONFLICT, "The current version cannot be deleted"),
    VERSION_UNUSABLE(HttpStatus.CONFLICT, "The version cannot be served"),
    VERSION_CHANGED(HttpStatus.PRECONDITION_FAILED, "Another version is current"),
    NO_PRECONDITION(HttpStatus.PRECONDITION_REQUIRED, "The request does not name the current version"),
    INVALID_FIELD(HttpStatus.UNPROCESSABLE_CONTENT, "A field of the request is not valid"),
    KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key belongs to another request"),
    LAUNCH_FAILED(HttpStatus.BAD_GATEWAY, "The run could not be started"),
    TOO_MANY_LISTENERS(HttpStatus.SERVICE_UNAVAILABLE, "Too many clients follow runs"),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A credential is required"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This path does not support the method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "There is no response of the requested type"),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The request was not received in time"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many bytes"),
    FORM_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The form has too many bytes"),
    UNSUPPORTED_CONTENT_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported here"),
    UNSUPPORTED_ENCODING(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The encoding of the body is not supported"),
    UNSUPPORTED_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The picture format is not supported"),
    BROKEN_PICTURE(HttpStatus.UNPROCESSABLE_CONTENT, "The picture is broken"),
    TRUNCATED_PICTURE(HttpStatus.UNPROCESSABLE_CONTENT, "The picture is incomplete"),
    TOO_MANY_PIXELS(HttpStatus.UNPROCESSABLE_CONTENT, "The picture has too many pixels"),
    TOO_SMALL(HttpStatus.UNPROCESSABLE_CONTENT, "The picture is too small"),
    TOO_COMPLEX(HttpStatus.UNPROCESSABLE_CONTENT, "The picture takes too long to decode"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests from one client"),
    NO_INDEX(HttpStatus.SERVICE_UNAVAILABLE, "No index is loaded yet"),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The storage is not available at present"),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "Too many photos at once"),
    FAULT(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed");

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    public URI type() {
        return URI.create("urn:pomona:problem:" + label());
    }

    /** The last segment of the type, as in logs and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the body of this problem, for places that no controller serves.
     *
     * @param detail text without characters that JSON escapes
     * @param requestId id of the request, see {@link RequestId}
     */
    public byte[] json(String detail, String requestId) {
        return json(status.value(), detail, requestId);
    }

    byte[] json(int status, String detail, String requestId) {
        return "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"%s\":\"%s\"}"
                .formatted(type(), title, status, detail, RequestId.KEY, requestId)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the problem for a status set by Spring or Tomcat. */
    static Problem of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TOO_SLOW;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_CONTENT_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            default -> status.is4xxClientError() ? INVALID_REQUEST : FAULT;
        };
    }

    /** Returns the problem for a photo that cannot be decoded. */
    static Problem of(PhotoProblem problem) {
        return switch (problem) {
            case EMPTY -> NO_PHOTO;
            case UNSUPPORTED_FORMAT -> UNSUPPORTED_FORMAT;
            case TOO_MANY_PIXELS -> TOO_MANY_PIXELS;
            case TOO_SMALL -> TOO_SMALL;
            case TOO_COMPLEX -> TOO_COMPLEX;
            case TRUNCATED -> TRUNCATED_PICTURE;
            case BROKEN -> BROKEN_PICTURE;
        };
    }
}
