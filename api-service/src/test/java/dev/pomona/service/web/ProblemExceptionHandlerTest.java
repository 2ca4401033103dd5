package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.PhotoProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemExceptionHandlerTest {

    private final ProblemExceptionHandler problems = new ProblemExceptionHandler();
    private final HttpServletRequest request = new MockHttpServletRequest();

    /** Callers go by these names; they may be added to but not changed. */
    @Test
    void typesAreStable() {
        assertThat(Arrays.stream(Problem.values()).map(problem -> problem.type().toString()))
                .contains(
                        "urn:pomona:problem:no-photo",
                        "urn:pomona:problem:too-many-photos",
                        "urn:pomona:problem:invalid-request",
                        "urn:pomona:problem:invalid-label",
                        "urn:pomona:problem:no-consent",
                        "urn:pomona:problem:feedback-off",
                        "urn:pomona:problem:unknown-request",
                        "urn:pomona:problem:feedback-given",
                        "urn:pomona:problem:feedback-full",
                        "urn:pomona:problem:not-found",
                        "urn:pomona:problem:method-not-allowed",
                        "urn:pomona:problem:not-acceptable",
                        "urn:pomona:problem:too-large",
                        "urn:pomona:problem:unsupported-format",
                        "urn:pomona:problem:broken-picture",
                        "urn:pomona:problem:truncated-picture",
                        "urn:pomona:problem:too-many-pixels",
                        "urn:pomona:problem:too-small",
                        "urn:pomona:problem:too-complex",
                        "urn:pomona:problem:unauthorized",
                        "urn:pomona:problem:forbidden",
                        "urn:pomona:problem:too-slow",
                        "urn:pomona:problem:too-many-requests",
                        "urn:pomona:problem:no-index",
                        "urn:pomona:problem:overloaded",
                        "urn:pomona:problem:fault");
    }

    @ParameterizedTest
    @EnumSource(
            value = Problem.class,
            names = {"OVERLOADED", "NO_INDEX"})
    void whatPassesIsToBeTriedAgain(Problem problem) {
        ResponseEntity<ProblemDetail> answer = problems.refused(new ProblemException(problem, "Not now."), request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().getDetail()).isEqualTo("Not now.");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() {
        ResponseEntity<ProblemDetail> answer = problems.refused(
                new ProblemException(Problem.TOO_MANY_REQUESTS, "Slowly.", Duration.ofSeconds(17)), request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("17");
    }

    @Test
    void aRefusalNamesItsRequestAndTheRequestRemembersIt() {
        ResponseEntity<ProblemDetail> answer =
                problems.refused(new ProblemException(Problem.NO_PHOTO, "None."), request);
        assertThat(answer.getBody().getProperties()).containsEntry("requestId", RequestId.of(request));
        assertThat(RequestProblem.problem(request)).contains(Problem.NO_PHOTO);
    }

    @Test
    void aFormatThatIsNotReadIsNamedInAMemberOfItsOwn() {
        byte[] gif = "GIF89a".getBytes(StandardCharsets.ISO_8859_1);
        PhotoException refusal =
                catchThrowableOfType(PhotoException.class, () -> new PhotoDecoder(PhotoLimits.DEFAULT).decode(gif));
        ResponseEntity<ProblemDetail> answer = problems.unusablePhoto(refusal, request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        assertThat(answer.getBody().getProperties()).containsEntry("format", "GIF");
        assertThat(answer.getBody().getDetail()).contains("They are GIF.");
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, 400, no-photo",
        "UNSUPPORTED_FORMAT, 415, unsupported-format",
        "TOO_MANY_PIXELS, 422, too-many-pixels",
        "TOO_SMALL, 422, too-small",
        "TOO_COMPLEX, 422, too-complex",
        "TRUNCATED, 422, truncated-picture",
        "BROKEN, 422, broken-picture"
    })
    void aPhotoThatCannotBeUsedIsTheCallersToMend(PhotoProblem reason, int status, String type) {
        ResponseEntity<ProblemDetail> answer = problems.unusablePhoto(new PhotoException(reason, "Because."), request);
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)).isFalse();
        assertThat(answer.getBody().getType()).hasToString("urn:pomona:problem:" + type);
    }

    @Test
    void aFaultTellsNothingOfItsCause() {
        ResponseEntity<ProblemDetail> answer =
                problems.unexpected(new IllegalStateException("the secret cause"), request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(answer.getBody().toString()).doesNotContain("secret", "IllegalState");
        assertThat(answer.getBody().getType()).isEqualTo(Problem.FAULT.type());
    }
}
