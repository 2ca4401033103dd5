package dev.pomona.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSlotTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() {
        store = FolderStore.at(folder);
    }

    @Test
    void oneRunWorksAtATime() throws Exception {
        RunSlot first = RunSlot.take(store, "first", at(NOW)).orElseThrow();
        assertThat(RunSlot.take(store, "second", at(NOW))).isEmpty();
        assertThat(RunSlot.holder(store, at(NOW)).orElseThrow().run()).isEqualTo("first");
        first.release();
        assertThat(RunSlot.holder(store, at(NOW))).isEmpty();
        assertThat(RunSlot.take(store, "second", at(NOW))).isPresent();
    }

    @Test
    void ofRunsThatStartInTheSameSecondExactlyOneWins() {
        for (int round = 0; round < 10; round++) {
            ObjectStore empty = FolderStore.at(folder.resolve("round" + round));
            List<Optional<RunSlot>> slots = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(run -> take(empty, "run" + run))
                    .toList();
            assertThat(slots.stream().filter(Optional::isPresent)).hasSize(1);
        }
    }

    @Test
    void aReservedSlotIsTakenByItsRunAloneAndOnce() throws Exception {
        Instant until = NOW.plusSeconds(600);
        assertThat(RunSlot.reserve(store, "first", until, at(NOW))).isTrue();
        assertThat(RunSlot.reserve(store, "second", until, at(NOW))).isFalse();
        Instant later = NOW.plusSeconds(599);
        assertThat(RunSlot.take(store, "second", at(later))).isEmpty();
        assertThat(RunSlot.take(store, "first", at(later))).isPresent();
        assertThat(RunSlot.take(store, "first", at(later)))
                .as("a second process of the run")
                .isEmpty();
        RunSlot.cancelReservation(store, "first", at(later));
        assertThat(RunSlot.holder(store, at(later))).as("the run has begun").isPresent();
    }

    @Test
    void aReservationEndsByItselfOrWhenItIsCancelled() throws Exception {
        RunSlot.reserve(store, "first", NOW.plusSeconds(600), at(NOW));
        assertThat(RunSlot.holder(store, at(NOW.plusSeconds(601)))).isEmpty();
        RunSlot.cancelReservation(store, "another", at(NOW));
        assertThat(RunSlot.holder(store, at(NOW))).isPresent();
        RunSlot.cancelReservation(store, "first", at(NOW));
        assertThat(RunSlot.holder(store, at(NOW))).isEmpty();
        assertThat(RunSlot.last(store).orElseThrow().run()).isEqualTo("first");
        assertThat(RunSlot.reserve(store, "second", NOW.plusSeconds(600), at(NOW)))
                .isTrue();
    }

    @Test
    void aRunThatRenewsKeepsTheSlot() throws Exception {
        RunSlot slot = RunSlot.take(store, "first", at(NOW)).orElseThrow();
        assertThat(slot.renew()).isTrue();
        assertThat(slot.renew()).isTrue();
        assertThat(RunSlot.take(store, "second", at(NOW.plusSeconds(50)))).isEmpty();
    }

    @Test
    void aRunThatStoodStillIsOvertakenAndNoticesIt() throws Exception {
        RunSlot still = RunSlot.take(store, "still", at(NOW)).orElseThrow();
        Instant later = NOW.plus(RunSlot.LIMIT).plusSeconds(1);
        RunSlot next = RunSlot.take(store, "next", at(later)).orElseThrow();
        assertThat(still.renew()).isFalse();
        still.release();
        assertThat(still.renew()).isFalse();
        assertThat(next.renew()).isTrue();
        assertThat(RunSlot.holder(store, at(later)).orElseThrow().run()).isEqualTo("next");
    }

    @Test
    void aRunWhoseRenewalArrivedWithoutAResponseKeepsTheSlot() throws Exception {
        RunSlot slot = RunSlot.take(store, "first", at(NOW)).orElseThrow();
        // What the lost renewal wrote.
        ActiveRun renewed = new ActiveRun("first", NOW.plusSeconds(10), false, RunProcess.current(), null);
        store.put(RunSlot.KEY, IndexJson.write(renewed));
        assertThat(slot.renew()).isTrue();
        assertThat(slot.renew()).isTrue();
    }

    @Test
    void aRunThatWasSlowButNotOvertakenGoesOn() throws Exception {
        RunSlot slow = RunSlot.take(store, "slow", at(NOW)).orElseThrow();
        assertThat(RunSlot.holder(store, at(NOW.plus(Duration.ofHours(1))))).isEmpty();
        assertThat(slow.renew()).isTrue();
    }

    @Test
    void aKilledRunOfThisMachineIsNotWaitedFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        RunProcess process = new RunProcess(RunProcess.current().host(), ended.pid(), NOW.toString());
        write(new ActiveRun("killed", NOW, false, process, null));
        assertThat(RunSlot.take(store, "next", at(NOW))).isPresent();
    }

    @Test
    void aProcessThatHasTheNumberOfAKilledOneIsNotTakenForIt() throws Exception {
        RunProcess self = RunProcess.current();
        RunProcess before = new RunProcess(self.host(), self.number(), "2020-01-01T00:00:00Z");
        write(new ActiveRun("killed", NOW, false, before, null));
        assertThat(RunSlot.take(store, "next", at(NOW))).isPresent();
    }

    @Test
    void aRunOfAnotherMachineIsWaitedFor() throws Exception {
        write(new ActiveRun("there", NOW, false, new RunProcess("another-machine", 1, ""), null));
        assertThat(RunSlot.take(store, "next", at(NOW.plusSeconds(59)))).isEmpty();
        assertThat(RunSlot.take(store, "next", at(NOW.plusSeconds(61)))).isPresent();
    }

    @Test
    void aDamagedSlotHoldsNothing() throws Exception {
        store.put(RunSlot.KEY, "{".getBytes(StandardCharsets.UTF_8));
        assertThat(RunSlot.take(store, "next", at(NOW))).isPresent();
    }

    private void write(ActiveRun run) throws Exception {
        store.put(RunSlot.KEY, IndexJson.write(run));
    }

    private static Optional<RunSlot> take(ObjectStore store, String run) {
        try {
            return RunSlot.take(store, run, at(NOW));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
