package dev.pomona.service.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    void returnsTheResultOfTheCall() throws Exception {
        assertThat(new Bulkhead(1, 0, LONG).<String>execute(() -> "an answer")).isEqualTo("an answer");
    }

    @Test
    void runsAsManyCallsSideBySideAsItHasPermits() throws Exception {
        Bulkhead bulkhead = new Bulkhead(2, 0, LONG);
        CountDownLatch bothInside = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            threads.submit(() -> bulkhead.execute(() -> {
                bothInside.countDown();
                return finish.await(20, TimeUnit.SECONDS);
            }));
        }
        assertThat(bothInside.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lendsAFreePermitToARunningCallAndNoOther() throws Exception {
        Bulkhead bulkhead = new Bulkhead(2, 0, LONG);
        bulkhead.execute(() -> {
            assertThat(bulkhead.tryAcquireIdle()).isTrue();
            assertThat(bulkhead.tryAcquireIdle()).isFalse();
            bulkhead.release();
            assertThat(bulkhead.inUse()).isEqualTo(1);
            return null;
        });
        assertThat(bulkhead.inUse()).isZero();
    }

    @Test
    void neverRunsMoreCallsThanItHasPermits() throws Exception {
        Bulkhead bulkhead = new Bulkhead(2, 100, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Future<?>[] passed = new Future<?>[40];
        for (int i = 0; i < passed.length; i++) {
            passed[i] = threads.submit(() -> bulkhead.execute(() -> {
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

    /** The thread that has just released a permit asks again while the one that waits is still waking up. */
    @Test
    void servesACallThatWaitsBeforeANewOne() throws Exception {
        for (int round = 0; round < 50; round++) {
            Bulkhead bulkhead = new Bulkhead(1, 10, LONG);
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch inside = new CountDownLatch(1);
            Future<?> newcomer = threads.submit(() -> {
                bulkhead.execute(() -> {
                    inside.countDown();
                    await().until(() -> bulkhead.waiting() == 1);
                    return null;
                });
                return bulkhead.execute(() -> order.add("new"));
            });
            inside.await();
            bulkhead.execute(() -> order.add("waited"));
            newcomer.get();
            assertThat(order).containsExactly("waited", "new");
        }
    }

    @Test
    void rejectsAtOnceWhenTooManyWait() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 1, LONG);
        occupy(bulkhead);
        FutureTask<String> waiting = new FutureTask<>(() -> bulkhead.execute(() -> "waited"));
        Thread queue = new Thread(waiting);
        queue.start();
        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(queue.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        long start = System.nanoTime();
        assertThat(rejection(bulkhead).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        finish.countDown();
        assertThat(waiting.get()).isEqualTo("waited");
    }

    @Test
    void rejectsAtOnceWhenNoneMayWait() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 0, LONG);
        occupy(bulkhead);
        long start = System.nanoTime();
        assertThat(rejection(bulkhead).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    @Test
    void rejectsAtOnceWhenTheTurnWouldComeTooLate() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 100, LONG);
        bulkhead.execute(() -> {
            Thread.sleep(LONG.toMillis() / 40);
            return null;
        });
        occupy(bulkhead);
        for (int i = 0; i < 30; i++) {
            threads.submit(() -> bulkhead.execute(() -> null));
        }
        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(bulkhead.waiting()).isEqualTo(30));
        for (int i = 30; i < 45; i++) {
            threads.submit(() -> bulkhead.execute(() -> null));
        }
        Thread.sleep(100);
        long start = System.nanoTime();
        assertThat(rejection(bulkhead).problem()).isEqualTo(Problem.OVERLOADED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(bulkhead.waiting()).as("each takes half a second of twenty").isBetween(30, 40);
    }

    @Test
    void rejectsACallThatHasWaitedTooLong() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 10, Duration.ofMillis(50));
        occupy(bulkhead);
        assertThat(rejection(bulkhead).problem()).isEqualTo(Problem.OVERLOADED);
    }

    @Test
    void releasesThePermitWhenTheCallFails() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 0, LONG);
        assertThatThrownBy(() -> bulkhead.execute(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(bulkhead.<String>execute(() -> "next")).isEqualTo("next");
    }

    @Test
    void rejectionsTakeNoPermit() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 0, LONG);
        Future<?> first = occupy(bulkhead);
        assertThat(rejection(bulkhead)).isNotNull();
        finish.countDown();
        first.get();
        assertThat(bulkhead.<String>execute(() -> "next")).isEqualTo("next");
    }

    /** Takes a permit and keeps it until {@link #finish}. */
    private Future<Boolean> occupy(Bulkhead bulkhead) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        Future<Boolean> work = threads.submit(() -> bulkhead.execute(() -> {
            inside.countDown();
            return finish.await(20, TimeUnit.SECONDS);
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        return work;
    }

    private static ProblemException rejection(Bulkhead bulkhead) {
        return catchThrowableOfType(ProblemException.class, () -> bulkhead.execute(() -> "passed"));
    }
}
