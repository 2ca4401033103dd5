package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final Clock clock = new Clock();
    private final RateLimit limit = new RateLimit(60, 3, 100, clock);

    @Test
    void aClientMayAskSeveralTimesAtOnceButNotForEver() {
        take("a", 3);
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void afterTheTimeItWasToldItMayAskAgain() {
        take("a", 3);
        Duration wait = limit.take("a");
        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        clock.pass(Duration.ofSeconds(wait.toSeconds()));
        take("a", 1);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        take("a", 3);
        limit.giveBack("a");
        take("a", 1);
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void givingBackNeverExceedsTheBurst() {
        limit.giveBack("a");
        take("a", 3);
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void clientsDoNotUseUpEachOthersRequests() {
        take("a", 3);
        take("b", 3);
    }

    @Test
    void aPauseSavesNoMoreThanTheBurst() {
        take("a", 3);
        clock.pass(Duration.ofHours(1));
        take("a", 3);
        assertThat(limit.take("a")).isPositive();
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
        RateLimit none = new RateLimit(0, 1, 100, clock);
        for (int i = 0; i < 1000; i++) {
            assertThat(none.take("a")).isZero();
            none.giveBack("a");
        }
        assertThat(none.clients()).isZero();
    }

    private void take(String client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.take(client)).as("wait").isZero();
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
