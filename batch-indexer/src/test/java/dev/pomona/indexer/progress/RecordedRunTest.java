package dev.pomona.indexer.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {

    private static final String ID = "20260102T030405Z-0a1b2c3d";

    @TempDir
    private Path folder;

    private ObjectStore store;
    private final MovableClock clock = new MovableClock();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** Thrown by conditional writes, if it is not null. */
    private Throwable fault;

    @BeforeEach
    void open() {
        ObjectStore whole = FolderStore.at(folder);
        store = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("putIf") && fault != null) {
                        throw fault;
                    }
                    try {
                        return method.invoke(whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private RecordedRun begin() throws StoreException {
        return RecordedRun.begin(store, ID, Map.of("views", 1), cancelled::incrementAndGet, clock);
    }

    private RunRecord written() throws StoreException {
        return new RunLog(store).read(ID).orElseThrow();
    }

    @Test
    void theRecordFollowsTheStages() throws Exception {
        RecordedRun run = begin();
        Progress progress =
                new RecordedProgress(new ConsoleProgress(new PrintStream(new ByteArrayOutputStream())), run);
        progress.stage("featurise", 100, () -> 25, () -> {
            clock.advance(Duration.ofSeconds(5));
            run.beat();
            return 0;
        });
        RunRecord record = written();
        assertThat(record.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(record.stage()).isEqualTo("featurise");
        assertThat(record.done()).isEqualTo(25);
        assertThat(record.rate()).isEqualTo(5);
        assertThat(record.expectedEnd()).isEqualTo(clock.instant().plusSeconds(15));
        assertThat(record.parameters()).containsEntry("views", 1);
    }

    @Test
    void aSuccessAndAFailureAreRecordedAndLeaveTheSlot() throws Exception {
        assertThat(begin().record(() -> "done")).isEqualTo("done");
        assertThat(written().state()).isEqualTo(RunRecord.State.SUCCEEDED);
        RecordedRun failing = begin();
        assertThatThrownBy(() -> failing.record(() -> {
                    throw new IndexingException(Failure.NO_PHOTOS, "there are none");
                }))
                .hasMessage("there are none");
        assertThat(written().state()).isEqualTo(RunRecord.State.FAILED);
        assertThat(written().failure()).isEqualTo(new RunRecord.Failure("NO_PHOTOS", "there are none", 10, List.of()));
        assertThat(RunSlot.holder(store, clock)).isEmpty();
    }

    @Test
    void aRunThatStoodStillAndWasOvertakenIsCancelledAndMayNotPublish() throws Exception {
        RecordedRun still = begin();
        clock.advance(RunSlot.LIMIT.plusSeconds(1));
        RunSlot next = RunSlot.take(store, "next", clock).orElseThrow();
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> still.record(() -> {
                    still.beat();
                    throw new IllegalStateException("Spark's job was cancelled");
                }))
                .withMessageContaining("another run has taken over")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.BUSY));
        assertThat(cancelled).hasValue(1);
        assertThatExceptionOfType(IndexingException.class).isThrownBy(still::requireSlot);
        assertThat(next.renew()).isTrue();
    }

    @Test
    void aRunThatAnOperatorCancelsEndsItsWorkAndPublishesNothing() throws Exception {
        RecordedRun run = begin();
        run.beat();
        new RunLog(store).requestCancel(new RunLog.Cancel(ID, "chief", clock.instant()));
        assertThatExceptionOfType(IndexingException.class).isThrownBy(run::requireSlot);
        run.beat();
        assertThat(cancelled).hasValue(1);
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> run.record(() -> {
                    throw new IllegalStateException("Spark's job was cancelled");
                }))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.CANCELLED));
        assertThat(written().state()).isEqualTo(RunRecord.State.CANCELLED);
        assertThat(RunSlot.holder(store, clock)).isEmpty();
    }

    @Test
    void aVersionThatTheGateRefusesIsRecordedWithTheChecksThatItFailed() throws Exception {
        RecordedRun run = begin();
        assertThatThrownBy(() -> run.record(() -> {
                    run.completed(ID);
                    throw new IndexingException(Failure.WORSE, "worse", List.of("LOST_LABELS", "LESS_ACCURATE"));
                }))
                .hasMessage("worse");
        assertThat(written().version()).isEqualTo(ID);
        assertThat(written().failure())
                .isEqualTo(new RunRecord.Failure("WORSE", "worse", 17, List.of("LOST_LABELS", "LESS_ACCURATE")));
    }

    @Test
    void theRejectsAreCountedInTheRecord() throws Exception {
        RecordedRun run = begin();
        run.rejects(() -> 7);
        run.beat();
        assertThat(written().rejects()).isEqualTo(7);
    }

    @Test
    void anUncheckedExceptionInTheHeartbeatEndsTheRun() throws Exception {
        RecordedRun run = begin();
        fault = new IllegalStateException("a fault of ours");
        run.beat();
        assertThat(cancelled).hasValue(1);
        fault = null;
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(run::requireSlot)
                .withMessageContaining("a fault of ours");
        assertThatExceptionOfType(IndexingException.class).isThrownBy(() -> run.enter("fit", 0, () -> 0));
    }

    @Test
    void aStoreThatIsAwayForAMomentIsTriedAgainUntilTheSlotIsGone() throws Exception {
        RecordedRun run = begin();
        fault = new StoreException.Unavailable("503", null);
        clock.advance(RunSlot.LIMIT.minusSeconds(1));
        run.beat();
        assertThat(cancelled).hasValue(0);
        fault = null;
        run.beat();
        fault = new StoreException.Unavailable("503", null);
        clock.advance(RunSlot.LIMIT.plusSeconds(1));
        run.beat();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aRecordThatCannotBeWrittenDoesNotHideWhyTheRunFailed() throws Exception {
        RecordedRun run = begin();
        assertThatThrownBy(() -> run.record(() -> {
                    fault = new StoreException.Refused("read-only", null);
                    throw new IllegalArgumentException("the cause");
                }))
                .hasMessage("the cause");
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
