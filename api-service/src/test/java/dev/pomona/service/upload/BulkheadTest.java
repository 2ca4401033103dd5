package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pomona.service.Eventually;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkheadTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch finish = new CountDownLatch(1);

    @AfterEach
    void stop() {
        finish.countDown();
        threads.shutdownNow();
    }

    @Test
    void returnsWhatTheWorkReturns() throws Exception {
        assertThat(new Bulkhead(1, 0, LONG).<String>pass(() -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void letsAsManyInSideBySideAsThereArePlaces() throws Exception {
        Bulkhead gate = new Bulkhead(2, 0, LONG);
        CountDownLatch bothInside = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            threads.submit(() -> gate.pass(() -> {
                bothInside.countDown();
                return finish.await(20, TimeUnit.SECONDS);
            }));
        }
        assertThat(bothInside.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lendsAPlaceThatIsFreeAndNoOther() throws Exception {
        Bulkhead gate = new Bulkhead(2, 0, LONG);
        gate.pass(() -> {
            assertThat(gate.enterIfIdle()).isTrue();
            assertThat(gate.enterIfIdle()).isFalse();
            gate.leave();
            assertThat(gate.inUse()).isEqualTo(1);
            return null;
        });
        assertThat(gate.inUse()).isZero();
    }

    @Test
    void neverLetsMoreInThanThereArePlaces() throws Exception {
        Bulkhead gate = new Bulkhead(2, 100, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Future<?>[] passed = new Future<?>[40];
        for (int i = 0; i < passed.length; i++) {
            passed[i] = threads.submit(() -> gate.pass(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.sleep(1);
                return inside.decrementAndGet();
            }));
        }
        for (Future<?> future : passed) {
            future.get();
        }
        assertThat(most).hasValueBetween(1, 2);
    }

    @Test
    void sendsAwayAtOnceWhatWouldWaitBehindTooMany() throws Exception {
        Bulkhead gate = new Bulkhead(1, 1, LONG);
        occupy(gate);
        FutureTask<String> waiting = new FutureTask<>(() -> gate.pass(() -> "waited"));
        Thread queue = new Thread(waiting);
        queue.start();
        Eventually.holds(AT_ONCE, () -> assertThat(queue.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        long start = System.nanoTime();
        assertThat(refusal(gate).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        finish.countDown();
        assertThat(waiting.get()).isEqualTo("waited");
    }

    @Test
    void sendsAwayAtOnceWhenNobodyMayWait() throws Exception {
        Bulkhead gate = new Bulkhead(1, 0, LONG);
        occupy(gate);
        long start = System.nanoTime();
        assertThat(refusal(gate).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    @Test
    void sendsAwayAtOnceWhoseTurnWouldNotComeInTime() throws Exception {
        Bulkhead gate = new Bulkhead(1, 100, LONG);
        gate.pass(() -> {
            Thread.sleep(LONG.toMillis() / 40);
            return null;
        });
        occupy(gate);
        for (int i = 0; i < 30; i++) {
            threads.submit(() -> gate.pass(() -> null));
        }
        Eventually.holds(AT_ONCE, () -> assertThat(gate.waiting()).isEqualTo(30));
        for (int i = 30; i < 45; i++) {
            threads.submit(() -> gate.pass(() -> null));
        }
        Thread.sleep(100);
        long start = System.nanoTime();
        assertThat(refusal(gate).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(gate.waiting()).as("each takes half a second of twenty").isBetween(30, 40);
    }

    @Test
    void sendsAwayWhatHasWaitedTooLong() throws Exception {
        Bulkhead gate = new Bulkhead(1, 10, Duration.ofMillis(50));
        occupy(gate);
        assertThat(refusal(gate).problem()).isEqualTo(Problem.OVERLOADED);
    }

    @Test
    void givesThePlaceBackWhenTheWorkFails() throws Exception {
        Bulkhead gate = new Bulkhead(1, 0, LONG);
        assertThatThrownBy(() -> gate.pass(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(gate.<String>pass(() -> "next")).isEqualTo("next");
    }

    @Test
    void refusalsTakeNoPlace() throws Exception {
        Bulkhead gate = new Bulkhead(1, 0, LONG);
        Future<?> first = occupy(gate);
        assertThat(refusal(gate)).isNotNull();
        finish.countDown();
        first.get();
        assertThat(gate.<String>pass(() -> "next")).isEqualTo("next");
    }

    /** Takes a place and keeps it until {@link #finish}. */
    private Future<Boolean> occupy(Bulkhead gate) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> work = threads.submit(() -> gate.pass(() -> {
            inside.countDown();
            return finish.await(20, TimeUnit.SECONDS);
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        return work;
    }

    private static ProblemException refusal(Bulkhead gate) {
        return catchThrowableOfType(ProblemException.class, () -> gate.pass(() -> "passed"));
    }
}
