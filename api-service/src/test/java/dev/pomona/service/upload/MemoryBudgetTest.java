package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryBudgetTest {

    private static final long MB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(10 * MB);

    @Test
    void grantsWhatIsFreeAndNoMore() {
        assertThat(budget.tryAcquire(6 * MB)).isTrue();
        assertThat(budget.tryAcquire(6 * MB)).isFalse();
        assertThat(budget.tryAcquire(3 * MB)).isTrue();
        budget.release(6 * MB);
        assertThat(budget.tryAcquire(6 * MB)).isTrue();
    }

    @Test
    void grantsAPieceLargerThanTheWholeAlone() {
        assertThat(budget.tryAcquire(500 * MB)).isTrue();
        assertThat(budget.tryAcquire(1)).isFalse();
        budget.release(500 * MB);
        assertThat(budget.tryAcquire(1)).isTrue();
        assertThat(budget.tryAcquire(500 * MB)).isFalse();
    }

    @Test
    void givesUpWaitingWhenTheTimeIsOver() throws Exception {
        assertThat(budget.tryAcquire(8 * MB)).isTrue();
        assertThat(budget.tryAcquire(5 * MB, Duration.ofMillis(20))).isFalse();
        budget.release(8 * MB);
        assertThat(budget.tryAcquire(10 * MB)).isTrue();
    }

    @Test
    void grantsAWaitingPieceWhenOthersAreReleased() throws Exception {
        assertThat(budget.tryAcquire(8 * MB)).isTrue();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> waits = other.submit(() -> budget.tryAcquire(5 * MB, Duration.ofSeconds(20)));
            assertThat(waits.isDone()).isFalse();
            budget.release(8 * MB);
            assertThat(waits.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(budget.tryAcquire(6 * MB)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }
}
