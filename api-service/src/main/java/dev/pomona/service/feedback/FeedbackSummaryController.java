package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/feedback}. */
@RestController
@Tag(name = "Operators")
class FeedbackSummaryController {

    private final FeedbackService feedback;

    FeedbackSummaryController(FeedbackService feedback) {
        this.feedback = feedback;
    }

    @GetMapping(path = "/admin/feedback", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.STORE_UNAVAILABLE})
    @Operation(operationId = "feedbackSummary", summary = "Counts the feedback of users by label, of the newest 300")
    FeedbackSummary summary() throws IOException {
        return feedback.summary();
    }
}
