package dev.pomona.service.web;

import dev.pomona.model.photo.PhotoException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
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
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where a failure becomes an answer: problem+json with a stable type, never a stack trace. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** When to come back: an index is loaded, or a queue drained, within this. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException refused) {
        return answer(refused.problem(), refused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusablePhoto(PhotoException unusable) {
        return answer(Problem.of(unusable.problem()), unusable.getMessage());
    }

    /** Not logged: the cause may quote the name of the photo. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableForm(MultipartException unreadable) {
        return answer(Problem.INVALID_REQUEST, "The multipart form cannot be read.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableParameters(InvalidParameterException unreadable) {
        return answer(Problem.INVALID_REQUEST, "The query parameters cannot be read.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception fault) {
        log.error("A request failed", fault);
        return answer(Problem.FAULT, "It has been logged.");
    }

    /** Says which parameter is wrong, and how. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException refused, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail body = refused.getBody();
        body.setDetail(refused.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> "%s %s"
                                .formatted(result.getMethodParameter().getParameterName(), error.getDefaultMessage())))
                .collect(Collectors.joining("; ")));
        return handleExceptionInternal(refused, body, headers, status, request);
    }

    /** What Spring itself refuses: unknown paths, methods, parameters, bodies that are too large. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail detail) {
            Problem problem = Problem.of(status);
            detail.setType(problem.type());
            detail.setTitle(problem.title());
        }
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, typed, status, request);
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
