package dev.pomona.service.web;

import dev.pomona.model.photo.PhotoException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where a failure becomes an answer: problem+json with a stable type, never a stack trace. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** When to come back: an index is loaded, or a queue drained, within this. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Map<Integer, Problem> BY_STATUS = Map.of(
            HttpStatus.BAD_REQUEST.value(), Problem.INVALID_REQUEST,
            HttpStatus.NOT_FOUND.value(), Problem.NOT_FOUND,
            HttpStatus.CONTENT_TOO_LARGE.value(), Problem.TOO_LARGE);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException refused) {
        return answer(refused.problem(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusablePhoto(PhotoException unusable) {
        return answer(Problem.of(unusable.problem()), unusable.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception fault) {
        log.error("A request failed", fault);
        ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        detail.setDetail("Something went wrong here; it has been logged.");
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    /** What Spring itself refuses: unknown paths, methods, parameters, bodies that are too large. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refused, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        @Nullable Problem problem = BY_STATUS.get(status.value());
        if (problem != null && body instanceof ProblemDetail detail) {
            detail.setType(problem.type());
            detail.setTitle(problem.title());
        }
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(refused, body, typed, status, request);
    }

    static ProblemDetail detail(Problem problem, @Nullable String text) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(problem.type());
        detail.setTitle(problem.title());
        detail.setDetail(text);
        return detail;
    }

    private static ResponseEntity<ProblemDetail> answer(Problem problem, @Nullable String text) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
        }
        return response.body(detail(problem, text));
    }
}
