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

    private boolean acquires(long bytes) throws InterruptedException {
        return budget.tryAcquire(bytes, Duration.ZERO);
    }

    @Test
    void anAcquisitionGrowsToTheWholeAndIsReleasedAtOnce() throws Exception {
        MemoryBudget.Growing growing = budget.growing();
        assertThat(growing.tryGrowTo(4 * MB, Duration.ZERO)).isTrue();
        assertThat(budget.hasRoom(7 * MB)).isFalse();
        assertThat(budget.hasRoom(5 * MB)).isTrue();
        assertThat(growing.tryGrowTo(500 * MB, Duration.ZERO)).as("alone").isTrue();
        assertThat(acquires(1)).isFalse();
        growing.release();
        assertThat(acquires(10 * MB)).isTrue();
    }

    @Test
    void anAcquisitionThatCannotGrowKeepsWhatItHas() throws Exception {
        MemoryBudget.Growing growing = budget.growing();
        assertThat(growing.tryGrowTo(4 * MB, Duration.ZERO)).isTrue();
        assertThat(acquires(4 * MB)).isTrue();
        assertThat(growing.tryGrowTo(8 * MB, Duration.ofMillis(20))).isFalse();
        budget.release(4 * MB);
        assertThat(growing.tryGrowTo(8 * MB, Duration.ZERO)).isTrue();
    }

    @Test
    void grantsWhatIsFreeAndNoMore() throws Exception {
        assertThat(acquires(6 * MB)).isTrue();
        assertThat(acquires(6 * MB)).isFalse();
        assertThat(acquires(3 * MB)).isTrue();
        budget.release(6 * MB);
        assertThat(acquires(6 * MB)).isTrue();
    }

    @Test
    void grantsAPieceLargerThanTheWholeAlone() throws Exception {
        assertThat(acquires(500 * MB)).isTrue();
        assertThat(acquires(1)).isFalse();
        budget.release(500 * MB);
        assertThat(acquires(1)).isTrue();
        assertThat(acquires(500 * MB)).isFalse();
    }

    @Test
    void givesUpWaitingWhenTheTimeIsOver() throws Exception {
        assertThat(acquires(8 * MB)).isTrue();
        assertThat(budget.tryAcquire(5 * MB, Duration.ofMillis(20))).isFalse();
        budget.release(8 * MB);
        assertThat(acquires(10 * MB)).isTrue();
    }

    @Test
    void grantsAWaitingPieceWhenOthersAreReleased() throws Exception {
        assertThat(acquires(8 * MB)).isTrue();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> waits = other.submit(() -> budget.tryAcquire(5 * MB, Duration.ofSeconds(20)));
            assertThat(waits.isDone()).isFalse();
            budget.release(8 * MB);
            assertThat(waits.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(acquires(6 * MB)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }
}
