package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ErrorPageTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/error");

    @Test
    void anUploadThatStopsIsTooSlowAtTheRequestedPath() {
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 408);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/recognize");
        ResponseEntity<ProblemDetail> answer = new ErrorPage().error(request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
        assertThat(answer.getBody().getType()).isEqualTo(Problem.TOO_SLOW.type());
        assertThat(answer.getBody().getDetail()).isEqualTo("The body was not received in time.");
        assertThat(answer.getBody().getInstance()).hasToString("/recognize");
    }

    @Test
    void thePageItselfIsNotThere() {
        ResponseEntity<ProblemDetail> answer = new ErrorPage().error(request);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(answer.getBody().getType()).isEqualTo(Problem.NOT_FOUND.type());
    }
}
