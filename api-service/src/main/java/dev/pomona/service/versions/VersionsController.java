package dev.pomona.service.versions;

import dev.pomona.service.index.Reject;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /admin/index/versions}. */
@RestController
@RequestMapping("/admin/index/versions")
@Tag(name = "Operators")
class VersionsController {

    private static final String EXAMPLE = "20260102T030405Z-0a1b2c3d";

    /** The report is one page with its styles and pictures in itself; it has no scripts, and may be framed by /operator. */
    private static final String REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    private final Versions versions;

    VersionsController(Versions versions) {
        this.versions = versions;
    }

    /**
     * Some of the rejects of a version.
     *
     * @param rejects a page of them
     * @param total how many there are
     * @param next where the next page begins; null if this is the last one
     */
    record RejectPage(
            List<Reject> rejects, long total, @Nullable Long next) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.REINDEX_OFF, Problem.STORE_UNAVAILABLE})
    @Operation(
            operationId = "versions",
            summary = "Lists the versions of the index, the newest first",
            description = "The entity tag names the current version, as If-Match does where another one is activated.")
    ResponseEntity<Versions.VersionList> list() throws IOException {
        Versions.VersionList list = versions.list();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (list.current() != null) {
            answer.eTag(list.current());
        }
        return answer.body(list);
    }

    @PostMapping(path = "/{version}/activate", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({
        Problem.UNAUTHORIZED,
        Problem.FORBIDDEN,
        Problem.REINDEX_OFF,
        Problem.NOT_FOUND,
        Problem.VERSION_UNUSABLE,
        Problem.VERSION_CHANGED,
        Problem.NO_PRECONDITION,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(
            operationId = "activate",
            summary = "Makes a version current, whatever the quality gate said; also an older one",
            description = "This service answers from it before the response, others within their refresh.")
    Versions.Activation activate(
            @Parameter(description = "Name of the version", example = EXAMPLE) @PathVariable String version,
            @Parameter(
                            description = "The version that is current now, as an entity tag; * for any",
                            example = "\"20260101T000000Z-0a1b2c3d\"")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String expected,
            @Parameter(hidden = true) Principal operator)
            throws IOException {
        if (expected == null || expected.isBlank()) {
            throw new ProblemException(
                    Problem.NO_PRECONDITION, "Name the version that is current now in the header If-Match.");
        }
        return versions.activate(version, untagged(expected), operator.getName());
    }

    private static String untagged(String tag) {
        return tag.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
    }

    @DeleteMapping(path = "/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ProblemResponses({
        Problem.UNAUTHORIZED,
        Problem.FORBIDDEN,
        Problem.REINDEX_OFF,
        Problem.NOT_FOUND,
        Problem.VERSION_CURRENT,
        Problem.RUN_ACTIVE,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(operationId = "deleteVersion", summary = "Deletes a version that is not the current one")
    void delete(
            @Parameter(description = "Name of the version", example = EXAMPLE) @PathVariable String version,
            @Parameter(hidden = true) Principal operator)
            throws IOException {
        versions.delete(version, operator.getName());
    }

    @GetMapping(path = "/{version}/report", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true)
    ResponseEntity<byte[]> report(@PathVariable String version) throws IOException {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", REPORT_POLICY)
                .body(versions.report(version));
    }

    @GetMapping(path = "/{version}/rejects", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({
        Problem.UNAUTHORIZED,
        Problem.REINDEX_OFF,
        Problem.INVALID_PARAMETER,
        Problem.NOT_FOUND,
        Problem.VERSION_UNUSABLE,
        Problem.STORE_UNAVAILABLE
    })
    @Operation(
            operationId = "rejects",
            summary = "Lists photos that a version does not hold, because they could not be used",
            description = "All of them as CSV (RFC 4180): the same path with .csv at its end.")
    RejectPage rejects(
            @Parameter(description = "Name of the version", example = EXAMPLE) @PathVariable String version,
            @Parameter(description = "How many to list", example = "100")
                    @RequestParam(defaultValue = "100")
                    @Min(1)
                    @Max(1000)
                    int limit,
            @Parameter(description = "How many to skip", example = "0") @RequestParam(defaultValue = "0") @Min(0)
                    long after)
            throws IOException {
        List<Reject> page = new ArrayList<>();
        long[] count = {0};
        versions.rejects(version, reject -> {
            if (count[0] >= after && page.size() < limit) {
                page.add(reject);
            }
            count[0]++;
        });
        long end = after + page.size();
        return new RejectPage(page, count[0], end < count[0] ? end : null);
    }

    @GetMapping(path = "/{version}/rejects.csv", produces = "text/csv")
    @Operation(hidden = true)
    ResponseEntity<StreamingResponseBody> rejectsAsCsv(@PathVariable String version) throws IOException {
        versions.manifest(version);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("rejects-" + version + ".csv")
                                .build()
                                .toString())
                .body(out -> new RejectCsv(out).write(action -> versions.rejects(version, action)));
    }
}
