package dev.pomona.service.exemplars;

import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /exemplars/{id}}. */
@RestController
@Tag(name = "Fruits")
class ExemplarController {

    /** An address always shows the same picture, but it may be taken out of the index. */
    private static final CacheControl CACHING =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic().immutable();

    private final IndexRefresher refresher;

    ExemplarController(IndexRefresher refresher) {
        this.refresher = refresher;
    }

    @GetMapping(path = "/exemplars/{id}", produces = MediaType.IMAGE_JPEG_VALUE)
    @ProblemResponses({Problem.NOT_FOUND, Problem.NO_INDEX})
    @Operation(
            operationId = "exemplar",
            summary = "A small picture of what a label looks like",
            description =
                    "A photo of the index, upright, at most 160 pixels wide or high and 16 kB. Its address is in the cards"
                            + " and answers of the service.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The picture",
                            content =
                                    @Content(
                                            mediaType = MediaType.IMAGE_JPEG_VALUE,
                                            schema = @Schema(type = "string", format = "binary"),
                                            examples = @ExampleObject("\"(bytes)\""))))
    ResponseEntity<byte[]> exemplar(
            @Parameter(description = "Its name", example = "5ea5845fea1cd1a36e014469a238796a") @PathVariable
                    String id) {
        byte[] jpeg = refresher
                .served()
                .orElseThrow(() -> new ProblemException(Problem.NO_INDEX, "No index is loaded yet."))
                .exemplars()
                .picture(id)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "The index has no picture of this name."));
        return ResponseEntity.ok().cacheControl(CACHING).eTag(id).body(jpeg);
    }
}
