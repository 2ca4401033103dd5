package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunProcess;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.service.reindex.Launcher.Phase;
import dev.pomona.service.reindex.Launcher.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a run stands, by what is known of it. */
class RunFactsTest {

    private static final String ID = "20260102T030405Z-0a1b2c3d";
    private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
    private static final Duration START = Duration.ofMinutes(15);

    /** The record's state, the seconds since its heartbeat, the launcher's phase, its exit code, whether it was cancelled. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RUNNING,    5, -,         -,   no,  RUNNING",
                "RUNNING,    5, GONE,      -,   no,  RUNNING",
                "RUNNING,   90, WORKING,   -,   no,  RUNNING",
                "RUNNING,   90, GONE,      -,   no,  LOST",
                "RUNNING,   90, UNKNOWN,   -,   no,  LOST",
                "RUNNING,   90, FAILED,    137, no,  LOST",
                "RUNNING,   90, FAILED,    70,  no,  FAILED",
                "RUNNING,   90, SUCCEEDED, 0,   no,  LOST",
                "RUNNING,   90, CANCELLED, -,   no,  CANCELLED",
                "RUNNING,   90, FAILED,    137, yes, CANCELLED",
                "SUCCEEDED, 90, GONE,      -,   yes, SUCCEEDED",
                "CANCELLED, 90, GONE,      -,   yes, CANCELLED",
                "WORSE,     90, GONE,      -,   no,  REFUSED",
                "NO_PHOTOS, 90, GONE,      -,   no,  FAILED",
                "TERMINATED,90, GONE,      -,   no,  FAILED",
                "TERMINATED,90, GONE,      -,   yes, CANCELLED"
            })
    void aRunThatHasSpoken(
            String record,
            int silence,
            @Nullable Phase phase,
            @Nullable Integer exit,
            String cancelled,
            RunState state) {
        RunFacts facts =
                new RunFacts(ID, request(3600, "job"), record(record, silence), cancel(cancelled), status(phase, exit));
        assertThat(facts.state(NOW, START)).isEqualTo(state);
        assertThat(facts.end(NOW, START) == null).isEqualTo(!state.isFinal());
    }

    /** The seconds since the request, the launcher's id, its phase, its exit code, whether it was cancelled. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5,    -,   -,         -,   no,  QUEUED",
                "5,    -,   -,         -,   yes, CANCELLED",
                "90,   -,   -,         -,   no,  LOST",
                "90,   job, QUEUED,    -,   no,  QUEUED",
                "90,   job, WORKING,   -,   no,  STARTING",
                "90,   job, UNKNOWN,   -,   no,  STARTING",
                "90,   job, FAILED,    3,   no,  FAILED",
                "90,   job, FAILED,    143, yes, CANCELLED",
                "90,   job, CANCELLED, -,   no,  CANCELLED",
                "90,   job, GONE,      -,   no,  LOST",
                "1000, job, UNKNOWN,   -,   no,  LOST",
                "1000, job, QUEUED,    -,   no,  FAILED"
            })
    void aRunThatHasNot(
            int since,
            @Nullable String launcherId,
            @Nullable Phase phase,
            @Nullable Integer exit,
            String cancelled,
            RunState state) {
        RunFacts facts = new RunFacts(ID, request(since, launcherId), null, cancel(cancelled), status(phase, exit));
        assertThat(facts.state(NOW, START)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, 5, RUNNING", "RUNNING, 90, LOST", "SUCCEEDED, 90, SUCCEEDED"})
    void aRunThatWasStartedByHand(String record, int silence, RunState state) {
        RunFacts facts = new RunFacts(ID, null, record(record, silence), null, null);
        assertThat(facts.needsLauncher(NOW)).isFalse();
        assertThat(facts.state(NOW, START)).isEqualTo(state);
    }

    /** The record's state, the seconds since its heartbeat. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 0, LOST", "RUNNING, 5, RUNNING", "RUNNING, 90, LOST", "SUCCEEDED, 5, SUCCEEDED"})
    void aRunWhoseEndWasNotedBeforeItSpoke(@Nullable String record, int silence, RunState state) {
        RunRequest.End noted = new RunRequest.End(RunState.LOST, NOW, "NOT_STARTED", "", null, List.of());
        RunFacts facts = new RunFacts(
                ID, request(3600, "job").with(noted), record == null ? null : record(record, silence), null, null);
        assertThat(facts.state(NOW, START)).isEqualTo(state);
        assertThat(facts.end(NOW, START) == null).isEqualTo(!state.isFinal());
    }

    private static @Nullable Status status(@Nullable Phase phase, @Nullable Integer exit) {
        return phase == null ? null : new Status(phase, exit, null, null);
    }

    private static RunLog.@Nullable Cancel cancel(String cancelled) {
        return cancelled.equals("yes") ? new RunLog.Cancel(ID, "chief", NOW) : null;
    }

    private static RunRequest request(int since, @Nullable String launcherId) {
        return new RunRequest(
                ID,
                NOW.minusSeconds(since),
                "chief",
                ReindexRequest.EMPTY,
                List.of(),
                "fake",
                launcherId,
                null,
                null,
                "",
                null);
    }

    /** A state, or the code of a failure. */
    private static RunRecord record(String state, int silence) {
        boolean failed = List.of("WORSE", "NO_PHOTOS", "TERMINATED").contains(state);
        return new RunRecord(
                ID,
                failed ? RunRecord.State.FAILED : RunRecord.State.valueOf(state),
                null,
                0,
                0,
                null,
                0,
                null,
                NOW.minusSeconds(silence),
                NOW.minusSeconds(3600),
                null,
                failed ? new RunRecord.Failure(state, "", 1, List.of()) : null,
                Map.of(),
                new RunProcess("another-machine", 1, ""));
    }
}
