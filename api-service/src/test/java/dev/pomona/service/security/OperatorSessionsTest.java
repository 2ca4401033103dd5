package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;

class OperatorSessionsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final OperatorSessions sessions = sessions("chief", "a password", NOW);

    private static OperatorSessions sessions(String name, String password, Instant now) {
        return new OperatorSessions(
                new SecurityProperties.Operator(name, password, 0, Duration.ofHours(8)), () -> password, () -> now);
    }

    @Test
    void anyReplicaWithTheSamePasswordTakesTheCookie() {
        String cookie = sessions.begin(true).getValue();
        assertThat(sessions.isValid(cookie)).isTrue();
        assertThat(sessions("chief", "a password", NOW).isValid(cookie)).isTrue();
        assertThat(sessions("chief", "another password", NOW).isValid(cookie)).isFalse();
        assertThat(sessions("boss", "a password", NOW).isValid(cookie)).isFalse();
    }

    @Test
    void aCookieEndsAfterItsTime() {
        String cookie = sessions.begin(true).getValue();
        assertThat(sessions("chief", "a password", NOW.plus(Duration.ofHours(8)).minusSeconds(1))
                        .isValid(cookie))
                .isTrue();
        assertThat(sessions("chief", "a password", NOW.plus(Duration.ofHours(8)))
                        .isValid(cookie))
                .isFalse();
    }

    @Test
    void aCookieThatSomebodyChangedIsNone() {
        String cookie = sessions.begin(true).getValue();
        String[] parts = cookie.split("\\.");
        String later = parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2];
        for (String forged : new String[] {later, "", ".", "..", "a.b.c", parts[0] + "." + parts[1], cookie + "!"}) {
            assertThat(sessions.isValid(forged)).as(forged).isFalse();
        }
    }

    @Test
    void theCookieIsForAdministrationAloneAndOutOfReachForScriptsAndOtherSites() {
        ResponseCookie cookie = sessions.begin(true);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/admin");
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(8));
        assertThat(sessions.begin(false).isSecure())
                .as("on a laptop, without TLS")
                .isFalse();
        assertThat(sessions.end(true).getMaxAge()).isZero();
    }
}
