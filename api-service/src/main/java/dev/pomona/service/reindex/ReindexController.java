package dev.pomona.service.reindex;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code /admin/reindex}. */
@RestController
@RequestMapping("/admin/reindex")
@Tag(name = "Operators")
class ReindexController {

    private static final String EXAMPLE = "20260102T030405Z-0a1b2c3d";

    private final ReindexRequestReader reader;
    private final Reindexing reindexing;
    private final Runs runs;
    private final RunEvents events;
    private final Launcher launcher;
    private final ReindexProperties properties;

    ReindexController(
            ReindexRequestReader reader,
            Reindexing reindexing,
            Runs runs,
            RunEvents events,
            Launcher launcher,
            ReindexProperties properties) {
        this.reader = reader;
        this.reindexing = reindexing;
        this.runs = runs;
        this.events = events;
        this.launcher = launcher;
        this.properties = properties;
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ProblemResponses({
        Problem.INVALID_REQUEST,
        Problem.INVALID_PARAMETER,
        Problem.UNAUTHORIZED,
        Problem.FORBIDDEN,
        Problem.REINDEX_OFF,
        Problem.SOURCE_NOT_ALLOWED,
        Problem.RUN_ACTIVE,
        Problem.TOO_LARGE,
        Problem.INVALID_FIELD,
        Problem.KEY_REUSED,
        Problem.LAUNCH_FAILED,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(
            operationId = "startRun",
            summary = "Starts a run of the indexer",
            description = "The body may be empty: what is configured is indexed then.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = ReindexRequest.class),
                                            examples = {
                                                @ExampleObject(name = "what is configured", value = "{}"),
                                                @ExampleObject(
                                                        name = "another folder",
                                                        value = "{\"photos\": [\"s3://shop/photos\"],"
                                                                + " \"heldOut\": [\"kitchen=s3://shop/kitchen\"],"
                                                                + " \"negatives\": [\"s3://shop/other-things\"],"
                                                                + " \"parameters\": {\"perLabel\": 400, \"margin\": 0.01},"
                                                                + " \"allow\": [\"LOST_LABELS\"],"
                                                                + " \"note\": \"without last year's varieties\"}")
                                            })))
    ResponseEntity<RunView> start(
            HttpServletRequest request,
            @Parameter(
                            description =
                                    "Whatever names this request alone; repeated within a day, it is answered with the"
                                            + " same run",
                            example = "5f0c8a52-5c0e-4c33-9f3e-0d5a5b0f8f3a")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Pattern(regexp = "[!-~]{1,255}", message = "must have 1 to 255 ASCII characters without spaces")
                    @Nullable
                    String key,
            @Parameter(hidden = true) Principal operator)
            throws IOException {
        RunView run = reindexing.start(reader.read(request), key, operator.getName());
        return ResponseEntity.accepted()
                .location(URI.create("/admin/reindex/" + run.id()))
                .body(run);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.INVALID_PARAMETER, Problem.UNAUTHORIZED, Problem.REINDEX_OFF, Problem.STORE_UNAVAILABLE})
    @Operation(operationId = "runs", summary = "Lists runs, the newest first, whoever started them")
    Runs.RunPage list(
            @Parameter(description = "How many to list", example = "20")
                    @RequestParam(defaultValue = "20")
                    @Min(1)
                    @Max(100)
                    int limit,
            @Parameter(description = "Lists runs that are older than this one", example = EXAMPLE)
                    @RequestParam(required = false)
                    @Nullable
                    String before)
            throws IOException {
        return runs.list(limit, before);
    }

    /**
     * What runs index unless they are told otherwise.
     *
     * @param launcher where runs work
     * @param photos what is indexed
     * @param heldOut query photos
     * @param negatives photos of other things
     * @param sources further locations that may be indexed, with all that lies below them
     * @param parameters options of the indexer
     */
    record Defaults(
            String launcher,
            List<String> photos,
            List<String> heldOut,
            List<String> negatives,
            List<String> sources,
            ReindexParameters parameters) {}

    @GetMapping(path = "/defaults", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.REINDEX_OFF})
    @Operation(operationId = "defaults", summary = "Returns what runs index unless they are told otherwise")
    Defaults defaults() {
        runs.store();
        return new Defaults(
                launcher.name(),
                properties.photos(),
                properties.heldOut(),
                properties.negatives(),
                properties.sources(),
                properties.parameters());
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.REINDEX_OFF, Problem.NOT_FOUND, Problem.STORE_UNAVAILABLE})
    @Operation(operationId = "run", summary = "Returns where a run stands, or how it ended")
    RunView get(@Parameter(description = "Id of the run", example = EXAMPLE) @PathVariable String id)
            throws IOException {
        return runs.withFigures(id);
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true) // OpenAPI has no schema for streams; docs/operators.md describes it
    SseEmitter follow(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEvent)
            throws IOException {
        return events.follow(id, lastEvent);
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ProblemResponses({
        Problem.UNAUTHORIZED,
        Problem.FORBIDDEN,
        Problem.REINDEX_OFF,
        Problem.NOT_FOUND,
        Problem.RUN_OVER,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(operationId = "cancelRun", summary = "Cancels a run; it ends some seconds later without a new version")
    RunView cancel(
            @Parameter(description = "Id of the run", example = EXAMPLE) @PathVariable String id,
            @Parameter(hidden = true) Principal operator)
            throws IOException {
        return reindexing.cancel(id, operator.getName());
    }
}
