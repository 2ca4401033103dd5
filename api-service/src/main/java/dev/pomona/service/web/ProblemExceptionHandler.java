package dev.pomona.service.web;

import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Maps every exception to problem+json with a stable type, never with a stack trace. */
@RestControllerAdvice
class ProblemExceptionHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    /** Default of Retry-After: an index is loaded, or a queue drained, in this time. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException refused, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer =
                answer(request, refused.problem(), refused.getMessage(), refused.retryAfter());
        @Nullable ProblemDetail body = answer.getBody();
        if (body != null) {
            refused.members().forEach(body::setProperty);
        }
        return answer;
    }

    /** With the member {@code format} if the bytes are of a known format that is not read. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusablePhoto(PhotoException unusable, HttpServletRequest request) {
        ResponseEntity<ProblemDetail> answer = answer(request, Problem.of(unusable.problem()), unusable.getMessage());
        @Nullable ProblemDetail body = answer.getBody();
        if (body != null) {
            unusable.format().ifPresent(format -> body.setProperty("format", format));
        }
        return answer;
    }

    /** Not logged, as the cause may quote the name of the photo. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableForm(MultipartException unreadable, HttpServletRequest request) {
        Optional<FormLimit> limit = FormLimit.of(unreadable);
        if (limit.isPresent()) {
            return answer(request, limit.get().problem(), limit.get().detail());
        }
        if (unreadable.getCause() instanceof ProblemException refused) {
            return refused(refused, request);
        }
        return unreadable.contains(SocketTimeoutException.class)
                ? answer(request, Problem.TOO_SLOW, "The form was not received in time.")
                : answer(request, Problem.INVALID_FORM, "The form is incomplete or not valid.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException refused, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Optional<FormLimit> limit = FormLimit.of(refused);
        if (limit.isPresent() && request instanceof ServletWebRequest servlet) {
            Problem problem = limit.get().problem();
            return ResponseEntity.status(problem.status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(detail(servlet.getRequest(), problem, limit.get().detail()));
        }
        return super.handleMaxUploadSizeExceededException(refused, headers, status, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableParameters(
            InvalidParameterException unreadable, HttpServletRequest request) {
        return answer(request, Problem.INVALID_PARAMETER, "The query parameters cannot be read.");
    }

    /** Rejected by the firewall of Spring Security. Not logged, as the message quotes the request. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> suspicious(RequestRejectedException rejected, HttpServletRequest request) {
        return answer(request, Problem.INVALID_REQUEST, "The path or a header has characters that are not allowed.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> withoutCredential(AuthenticationException refused, HttpServletRequest request) {
        return answer(request, Problem.UNAUTHORIZED, "The request has no valid credential.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(AccessDeniedException refused, HttpServletRequest request) {
        return answer(request, Problem.FORBIDDEN, "The credential or the origin of the request does not allow this.");
    }

    /** Fails only the request that ran out of memory. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> outOfMemory(OutOfMemoryError fault, HttpServletRequest request) {
        log.error("A request was rejected for lack of memory: {}", fault.getMessage());
        return answer(request, Problem.OVERLOADED, "There is not enough memory; try again shortly.");
    }

    /** The message names the place, so it is logged and not sent. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeUnavailable(StoreException failure, HttpServletRequest request) {
        log.error("A request failed, as the storage did: {}", failure.getMessage());
        return answer(request, Problem.STORE_UNAVAILABLE, "Nothing was stored; try again shortly.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception fault, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(fault)) {
            return answer(request, Problem.INVALID_REQUEST, "The connection was closed.");
        }
        log.error("A request failed", fault);
        return answer(request, Problem.FAULT, "The failure has been logged.");
    }

    /** Names the invalid parameters and their constraints. */
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

    /** The failures that Spring takes for the service's own are logged, as {@link #unexpected} ones are. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest servlet && isAboutParameter(failure)) {
            RequestProblem.remember(servlet.getRequest(), Problem.INVALID_PARAMETER);
        }
        if (status.value() == HttpStatus.INTERNAL_SERVER_ERROR.value()
                && !DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.error("A request failed", failure);
        }
        return super.handleExceptionInternal(failure, body, headers, status, request);
    }

    private static boolean isAboutParameter(Exception failure) {
        return failure instanceof HandlerMethodValidationException || failure instanceof TypeMismatchException;
    }

    /** Answers browsers, which accept HTML, with a page. */
    @ExceptionHandler(exception = NoResourceFoundException.class, produces = MediaType.TEXT_HTML_VALUE)
    @Nullable
    ResponseEntity<?> notFoundPage(NoResourceFoundException nothing, ServletWebRequest request, Locale locale)
            throws Exception {
        if (!request.getHttpMethod().equals(HttpMethod.GET)) {
            return handleException(nothing, request);
        }
        RequestProblem.remember(request.getRequest(), Problem.NOT_FOUND);
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new ClassPathResource("pages/nothing-here.%s.html"
                        .formatted(Language.of(locale).name().toLowerCase(Locale.ROOT))));
    }

    /** Requests rejected by Spring: unknown paths, methods, parameters, bodies that are too large. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail detail) {
            Problem problem = request instanceof ServletWebRequest servlet
                    ? RequestProblem.problem(servlet.getRequest()).orElse(Problem.of(status))
                    : Problem.of(status);
            detail.setType(problem.type());
            detail.setTitle(problem.title());
            if (request instanceof ServletWebRequest servlet) {
                refuse(servlet.getRequest(), problem, detail);
            }
        }
        HttpHeaders typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, typed, status, request);
    }

    /** The body of a refusal; the request remembers the problem. */
    static ProblemDetail detail(HttpServletRequest request, Problem problem, @Nullable String text) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(problem.type());
        detail.setTitle(problem.title());
        detail.setDetail(text);
        refuse(request, problem, detail);
        return detail;
    }

    private static void refuse(HttpServletRequest request, Problem problem, ProblemDetail detail) {
        if (detail.getInstance() == null) {
            detail.setInstance(instance(request.getRequestURI()));
        }
        detail.setProperty(RequestId.KEY, RequestId.of(request));
        RequestProblem.remember(request, problem);
    }

    /** The path as a reference; that of the root for paths such as {@code //}, which are none. */
    static URI instance(String path) {
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            return URI.create("/");
        }
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpServletRequest request, Problem problem, @Nullable String text) {
        return answer(request, problem, text, Optional.empty());
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpServletRequest request, Problem problem, @Nullable String text, Optional<Duration> retryAfter) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        retryAfter
                .or(() -> problem.status() == HttpStatus.SERVICE_UNAVAILABLE
                        ? Optional.of(RETRY_AFTER)
                        : Optional.empty())
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
        return response.body(detail(request, problem, text));
    }
}
