package dev.pomona.service.security;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/session}: an operator signs in with name and password, and from then on with a cookie. */
@RestController
@RequestMapping("/admin/session")
@Tag(name = "Operators")
class SessionController {

    private final OperatorSessions sessions;

    SessionController(OperatorSessions sessions) {
        this.sessions = sessions;
    }

    /** The operator who has signed in. */
    record OperatorView(String name) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses(Problem.UNAUTHORIZED)
    @Operation(operationId = "session", summary = "Who has signed in")
    OperatorView get(@Parameter(hidden = true) Principal operator) {
        return new OperatorView(operator.getName());
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.FORBIDDEN, Problem.TOO_MANY_REQUESTS})
    @Operation(
            operationId = "signIn",
            summary = "Exchanges name and password for a cookie, for pages in a browser",
            description = "The cookie is HttpOnly and SameSite=Strict, and is valid at every replica.")
    ResponseEntity<OperatorView> signIn(HttpServletRequest request, @Parameter(hidden = true) Principal operator) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        sessions.begin(request.isSecure()).toString())
                .body(new OperatorView(operator.getName()));
    }

    @DeleteMapping
    @ProblemResponses({Problem.UNAUTHORIZED, Problem.FORBIDDEN})
    @Operation(operationId = "signOut", summary = "Ends the session in the browser")
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, sessions.end(request.isSecure()).toString())
                .build();
    }
}
