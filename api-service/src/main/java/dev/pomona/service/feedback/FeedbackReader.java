package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads feedback from requests, within a limit on bytes. */
@Component
class FeedbackReader {

    private static final int LONGEST_BODY = 4096;

    private final JsonMapper json;

    FeedbackReader(JsonMapper json) {
        this.json = json;
    }

    /** Feedback as JSON: a label, or that it is not a fruit, and the token of the answer. */
    @Schema(name = "Feedback")
    record Body(
            @Nullable String label,
            @Nullable Boolean notAFruit,

            @Schema(description = "The feedbackToken of the answer")
            String feedbackToken) {}

    /** Reads feedback from a JSON body. */
    FeedbackRequest body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new ProblemException(Problem.TOO_LARGE, "Feedback has at most %d bytes.".formatted(LONGEST_BODY));
        }
        @Nullable Body body = parse(bytes);
        if (body == null) {
            throw notUnderstood();
        }
        Feedback feedback = Feedback.of(body.label(), Boolean.TRUE.equals(body.notAFruit()));
        return new FeedbackRequest(feedback, body.feedbackToken(), null);
    }

    /** Reads feedback from the fields of a form. */
    FeedbackRequest form(MultipartHttpServletRequest form) throws IOException {
        Feedback feedback =
                Feedback.of(form.getParameter("label"), Boolean.parseBoolean(form.getParameter("notAFruit")));
        return new FeedbackRequest(feedback, form.getParameter("feedbackToken"), photo(form));
    }

    /**
     * Returns the photo of a form; null if there is none.
     *
     * @throws ProblemException if there are several, or one without consent
     */
    private static byte @Nullable [] photo(MultipartHttpServletRequest form) throws IOException {
        List<MultipartFile> photos = form.getFiles("photo");
        if (photos.isEmpty()) {
            return null;
        }
        if (photos.size() > 1) {
            throw new ProblemException(Problem.TOO_MANY_PHOTOS, "Feedback has one photo at most.");
        }
        if (!Boolean.parseBoolean(form.getParameter("consent"))) {
            throw new ProblemException(
                    Problem.NO_CONSENT, "A photo is stored only with 'consent=true'; nothing has been stored.");
        }
        return photos.get(0).getBytes();
    }

    private @Nullable Body parse(byte[] bytes) {
        try {
            return json.readValue(bytes, Body.class);
        } catch (JacksonException e) {
            throw notUnderstood();
        }
    }

    private static ProblemException notUnderstood() {
        return new ProblemException(
                Problem.INVALID_REQUEST, "Send {\"label\": \"...\"} or {\"notAFruit\": true} as JSON, or a form.");
    }
}
