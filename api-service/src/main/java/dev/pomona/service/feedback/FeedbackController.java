package dev.pomona.service.feedback;

import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.web.Language;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** {@code POST /recognize/{requestId}/feedback}, {@code GET /feedback}. */
@RestController
@Tag(name = "Feedback")
class FeedbackController {

    private final FeedbackService feedback;
    private final FeedbackReader reader;
    private final KnownLabels known;
    private final Catalogue catalogue;

    FeedbackController(FeedbackService feedback, FeedbackReader reader, KnownLabels known, Catalogue catalogue) {
        this.feedback = feedback;
        this.reader = reader;
        this.known = known;
        this.catalogue = catalogue;
    }

    /** Stored feedback: the right label, or null if it is not a fruit, and whether the photo is stored under the id. */
    record Receipt(String requestId, @Nullable String label, boolean notAFruit, boolean photoKept) {

        static Receipt of(StoredFeedback stored) {
            return new Receipt(stored.requestId(), stored.label(), stored.notAFruit(), stored.photoKept());
        }
    }

    /** Whether the service takes feedback, and the labels of its index; other labels are accepted too. */
    record Offer(boolean taken, List<Label> labels) {}

    /** A label of the index with its display name. */
    record Label(String label, String displayName) {}

    @GetMapping(path = "/feedback", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "feedbackOffer",
            summary = "Whether this service takes feedback, and the labels of its index")
    Offer offer(@Parameter(hidden = true) Locale locale) {
        Language language = Language.of(locale);
        return new Offer(
                feedback.isOn(),
                known.ofTheIndex()
                        .map(label -> new Label(label, catalogue.displayName(label, language)))
                        .toList());
    }

    @PostMapping(
            path = "/recognize/{requestId}/feedback",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(hidden = true) // OpenAPI has one entry a path and method: see giveBody
    Receipt giveForm(@PathVariable String requestId, MultipartHttpServletRequest form) throws Exception {
        feedback.requireOn();
        return Receipt.of(feedback.give(requestId, reader.form(form)));
    }

    @PostMapping(path = "/recognize/{requestId}/feedback", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({
        Problem.INVALID_REQUEST,
        Problem.INVALID_FORM,
        Problem.TOO_MANY_PARTS,
        Problem.PART_HEADERS_TOO_LARGE,
        Problem.INVALID_LABEL,
        Problem.NO_CONSENT,
        Problem.TOO_MANY_PHOTOS,
        Problem.UNAUTHORIZED,
        Problem.FEEDBACK_OFF,
        Problem.UNKNOWN_REQUEST,
        Problem.TOO_SLOW,
        Problem.FEEDBACK_GIVEN,
        Problem.TOO_LARGE,
        Problem.FORM_TOO_LARGE,
        Problem.UNSUPPORTED_ENCODING,
        Problem.UNSUPPORTED_FORMAT,
        Problem.BROKEN_PICTURE,
        Problem.TRUNCATED_PICTURE,
        Problem.TOO_MANY_PIXELS,
        Problem.TOO_SMALL,
        Problem.TOO_COMPLEX,
        Problem.TOO_MANY_REQUESTS,
        Problem.FEEDBACK_FULL,
        Problem.OVERLOADED,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(
            operationId = "giveFeedback",
            summary = "Sends the right label of a photo",
            description =
                    "Once for each answer, within an hour, with the feedbackToken of the answer. As JSON, or as a form"
                            + " with the same fields; in a form the part 'photo' and 'consent=true' have the photo stored too,"
                            + " small and without its metadata, for the next index. Without consent no photo is stored. A known"
                            + " label is matched whatever its case, spaces, hyphens and underscores; the receipt has its usual"
                            + " form. The label 'not a fruit' equals 'notAFruit'.",
            requestBody =
                    @RequestBody(
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = FeedbackReader.Body.class),
                                        examples = {
                                            @ExampleObject(
                                                    name = "label",
                                                    value =
                                                            "{\"label\": \"Golden-Delicious\", \"feedbackToken\": \"eyJhb…\"}"),
                                            @ExampleObject(
                                                    name = "not a fruit",
                                                    value = "{\"notAFruit\": true, \"feedbackToken\": \"eyJhb…\"}")
                                        }),
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schemaProperties = {
                                            @SchemaProperty(
                                                    name = "label",
                                                    schema =
                                                            @Schema(
                                                                    type = "string",
                                                                    description = "The right label",
                                                                    example = "Golden-Delicious")),
                                            @SchemaProperty(
                                                    name = "notAFruit",
                                                    schema =
                                                            @Schema(
                                                                    type = "boolean",
                                                                    description =
                                                                            "Whether the photo shows neither fruit nor vegetable",
                                                                    example = "false")),
                                            @SchemaProperty(
                                                    name = "feedbackToken",
                                                    schema =
                                                            @Schema(
                                                                    type = "string",
                                                                    description = "The feedbackToken of the answer",
                                                                    example = "eyJhb…")),
                                            @SchemaProperty(
                                                    name = "consent",
                                                    schema =
                                                            @Schema(
                                                                    type = "boolean",
                                                                    description = "true: the photo may be stored",
                                                                    example = "true")),
                                            @SchemaProperty(
                                                    name = "photo",
                                                    schema =
                                                            @Schema(
                                                                    type = "string",
                                                                    format = "binary",
                                                                    description = "The photo, JPEG, PNG or WebP",
                                                                    example = "(bytes)"))
                                        })
                            }))
    Receipt giveBody(
            @Parameter(description = "The requestId of the answer", example = "13a083bb-c39b-498c-9faa-1c65e2075b91")
                    @PathVariable
                    String requestId,
            HttpServletRequest request)
            throws Exception {
        feedback.requireOn();
        return Receipt.of(feedback.give(requestId, reader.body(request)));
    }
}
