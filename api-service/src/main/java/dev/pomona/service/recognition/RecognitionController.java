package dev.pomona.service.recognition;

import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.feedback.FeedbackTokens;
import dev.pomona.service.upload.PhotoUpload;
import dev.pomona.service.web.Language;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemResponses;
import dev.pomona.service.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /recognize}. */
@RestController
@Tag(name = "Recognition")
class RecognitionController {

    private static final String PART = "photo";

    private final RecognitionService recognition;
    private final PhotoUpload upload;
    private final Catalogue catalogue;
    private final FeedbackTokens feedbackTokens;

    RecognitionController(
            RecognitionService recognition, PhotoUpload upload, Catalogue catalogue, FeedbackTokens feedbackTokens) {
        this.recognition = recognition;
        this.upload = upload;
        this.catalogue = catalogue;
        this.feedbackTokens = feedbackTokens;
    }

    @PostMapping(
            path = "/recognize",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(hidden = true) // OpenAPI has one entry a path and method: see recognizeBody
    RecognitionResponse recognizeForm(
            HttpServletRequest request,
            @RequestParam(defaultValue = "5") @Min(1) @Max(20) int top,
            @RequestParam(defaultValue = "false") boolean neighbours,
            @Parameter(hidden = true) Locale locale)
            throws Exception {
        return respond(request, upload.form(request, PART), top, neighbours, locale);
    }

    @PostMapping(path = "/recognize", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({
        Problem.NO_PHOTO,
        Problem.TOO_MANY_PHOTOS,
        Problem.INVALID_REQUEST,
        Problem.INVALID_PARAMETER,
        Problem.INVALID_FORM,
        Problem.TOO_MANY_PARTS,
        Problem.PART_HEADERS_TOO_LARGE,
        Problem.UNAUTHORIZED,
        Problem.TOO_SLOW,
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
        Problem.NO_INDEX,
        Problem.OVERLOADED
    })
    @Operation(
            operationId = "recognize",
            summary = "What fruit is on this photo?",
            description =
                    "The body is the photo: JPEG, PNG or WebP, detected by its first bytes whatever its content type."
                            + " Or a form with one part 'photo', or several photos of the same fruit.",
            requestBody =
                    @RequestBody(
                            content = {
                                @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schemaProperties =
                                                @SchemaProperty(
                                                        name = PART,
                                                        array =
                                                                @ArraySchema(
                                                                        arraySchema =
                                                                                @Schema(
                                                                                        description =
                                                                                                "One photo, or several of the same fruit"),
                                                                        schema =
                                                                                @Schema(
                                                                                        type = "string",
                                                                                        format = "binary",
                                                                                        example = "(bytes)"))))
                            }))
    RecognitionResponse recognizeBody(
            HttpServletRequest request,
            @Parameter(description = "Most candidates, and kinds, that are listed", example = "3")
                    @RequestParam(defaultValue = "5")
                    @Min(1)
                    @Max(20)
                    int top,
            @Parameter(description = "Whether the indexed photos that voted are listed", example = "true")
                    @RequestParam(defaultValue = "false")
                    boolean neighbours,
            @Parameter(hidden = true) Locale locale)
            throws Exception {
        return respond(request, upload.body(request), top, neighbours, locale);
    }

    private RecognitionResponse respond(
            HttpServletRequest request, List<byte[]> photos, int top, boolean neighbours, Locale locale)
            throws Exception {
        Answer answer = recognition.recognise(photos);
        String requestId = RequestId.of(request);
        String feedbackToken = feedbackTokens.issue(answer.summary(requestId));
        return RecognitionResponse.of(
                requestId, feedbackToken, answer, top, neighbours, catalogue, Language.of(locale));
    }
}
