package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final Clock clock = new Clock();
    private final RateLimit limit = new RateLimit(new RateLimitProperties(60, 3, 100), clock);

    @Test
    void aClientMayAskSeveralTimesAtOnceButNotForEver() {
        take("a", 3);
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> limit.take("a"));
        assertThat(refused.problem()).isEqualTo(Problem.TOO_MANY_REQUESTS);
    }

    @Test
    void afterTheTimeItWasToldItMayAskAgain() {
        take("a", 3);
        Duration wait = catchThrowableOfType(ProblemException.class, () -> limit.take("a"))
                .retryAfter()
                .orElseThrow();
        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        clock.pass(Duration.ofSeconds(wait.toSeconds()));
        assertThatCode(() -> limit.take("a")).doesNotThrowAnyException();
    }

    @Test
    void clientsDoNotUseUpEachOthersRequests() {
        take("a", 3);
        assertThatCode(() -> take("b", 3)).doesNotThrowAnyException();
    }

    @Test
    void aPauseSavesNoMoreThanTheBurst() {
        take("a", 3);
        clock.pass(Duration.ofHours(1));
        take("a", 3);
        assertThat(catchThrowableOfType(ProblemException.class, () -> limit.take("a")))
                .isNotNull();
    }

    @Test
    void noMoreClientsAreRememberedThanConfigured() {
        for (int i = 0; i < 10_000; i++) {
            limit.take("client " + i);
        }
        assertThat(limit.clients()).isBetween(1L, 100L);
    }

    @Test
    void clientsAreForgottenWhenTheyHaveGone() {
        limit.take("a");
        clock.pass(Duration.ofHours(1));
        assertThat(limit.clients()).isZero();
    }

    @Test
    void zeroIsNoLimit() {
        RateLimit none = new RateLimit(new RateLimitProperties(0, 1, 100), clock);
        for (int i = 0; i < 1000; i++) {
            none.take("a");
        }
        assertThat(none.clients()).isZero();
    }

    private void take(String client, int times) {
        for (int i = 0; i < times; i++) {
            limit.take(client);
        }
    }

    /** Stands still until it is moved. */
    private static final class Clock implements TimeMeter {

        private long nanos;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
