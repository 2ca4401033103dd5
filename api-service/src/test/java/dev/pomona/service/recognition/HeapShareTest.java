package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeapShareTest {

    private static final long MB = 1 << 20;

    private final HeapShare share = new HeapShare(10 * MB);

    @Test
    void lendsWhatThereIsAndNoMore() {
        assertThat(share.tryBorrow(6 * MB)).isTrue();
        assertThat(share.tryBorrow(6 * MB)).isFalse();
        assertThat(share.tryBorrow(3 * MB)).isTrue();
        share.giveBack(6 * MB);
        assertThat(share.tryBorrow(6 * MB)).isTrue();
    }

    @Test
    void aPieceLargerThanTheWholeIsLentAlone() {
        assertThat(share.tryBorrow(500 * MB)).isTrue();
        assertThat(share.tryBorrow(1)).isFalse();
        share.giveBack(500 * MB);
        assertThat(share.tryBorrow(1)).isTrue();
        assertThat(share.tryBorrow(500 * MB)).isFalse();
    }

    @Test
    void whoWaitsGetsItWhenItIsGivenBack() throws Exception {
        share.borrow(8 * MB);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> waits = other.submit(() -> {
                share.borrow(5 * MB);
                return null;
            });
            assertThat(waits.isDone()).isFalse();
            share.giveBack(8 * MB);
            waits.get(10, TimeUnit.SECONDS);
            assertThat(share.tryBorrow(6 * MB)).isFalse();
        } finally {
            other.shutdownNow();
        }
    }
}
