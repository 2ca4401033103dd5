package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryBudgetTest {

    private static final long MB = 1 << 20;

    private final MemoryBudget share = new MemoryBudget(10 * MB);

    @Test
    void lendsWhatThereIsAndNoMore() {
        assertThat(share.tryAcquire(6 * MB)).isTrue();
        assertThat(share.tryAcquire(6 * MB)).isFalse();
        assertThat(share.tryAcquire(3 * MB)).isTrue();
        share.release(6 * MB);
        assertThat(share.tryAcquire(6 * MB)).isTrue();
    }

    @Test
    void aPieceLargerThanTheWholeIsLentAlone() {
        assertThat(share.tryAcquire(500 * MB)).isTrue();
        assertThat(share.tryAcquire(1)).isFalse();
        share.release(500 * MB);
        assertThat(share.tryAcquire(1)).isTrue();
        assertThat(share.tryAcquire(500 * MB)).isFalse();
    }

    @Test
    void whoWaitsGetsItWhenItIsGivenBack() throws Exception {
        share.acquire(8 * MB);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> waits = other.submit(() -> {
                share.acquire(5 * MB);
                return null;
            });
            assertThat(waits.isDone()).isFalse();
            share.release(8 * MB);
            waits.get(10, TimeUnit.SECONDS);
            assertThat(share.tryAcquire(6 * MB)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }
}
