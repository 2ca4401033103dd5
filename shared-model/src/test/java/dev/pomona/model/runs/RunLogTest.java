package dev.pomona.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @Test
    void aRecordIsReadAsItWasWritten() throws Exception {
        RunLog log = new RunLog(FolderStore.at(folder));
        RunRecord record = record("20260102T030405Z-0a1b2c3d", RunRecord.State.FAILED);
        log.write(record);
        assertThat(log.read(record.id())).contains(record);
        assertThat(Files.readString(folder.resolve("runs/20260102T030405Z-0a1b2c3d.json")))
                .contains("\"heartbeat\" : \"2026-01-02T03:04:05Z\"");
        assertThat(log.read("20260102T030405Z-00000000")).isEmpty();
    }

    @Test
    void runsAreListedNewestFirstWithoutTheSlot() throws Exception {
        ObjectStore store = FolderStore.at(folder);
        RunSlot.take(store, "20260102T030405Z-0a1b2c3d", Clock.systemUTC());
        RunLog log = new RunLog(store);
        log.write(record("20260102T030405Z-0a1b2c3d", RunRecord.State.RUNNING));
        log.write(record("20260202T030405Z-0a1b2c3d", RunRecord.State.RUNNING));
        assertThat(log.ids()).isEqualTo(List.of("20260202T030405Z-0a1b2c3d", "20260102T030405Z-0a1b2c3d"));
    }

    @Test
    void whatLiesBesideTheRecordsIsNoRun() throws Exception {
        ObjectStore store = FolderStore.at(folder);
        RunLog log = new RunLog(store);
        log.write(record("20260102T030405Z-0a1b2c3d", RunRecord.State.RUNNING));
        store.put("runs/requests/20260102T030405Z-0a1b2c3e.json", new byte[] {1});
        log.requestCancel(new RunLog.Cancel("20260102T030405Z-0a1b2c3d", "chief", NOW));
        assertThat(log.ids()).containsExactly("20260102T030405Z-0a1b2c3d");
        assertThat(log.isCancelRequested("20260102T030405Z-0a1b2c3d")).isTrue();
        assertThat(log.isCancelRequested("20260102T030405Z-0a1b2c3e")).isFalse();
        assertThat(log.cancel("20260102T030405Z-0a1b2c3d").orElseThrow().by()).isEqualTo("chief");
    }

    @Test
    void aRecordOfAnEarlierProgramIsRead() throws Exception {
        ObjectStore store = FolderStore.at(folder);
        store.put("runs/20260102T030405Z-0a1b2c3d.json", """
                {"id": "20260102T030405Z-0a1b2c3d", "state": "FAILED", "done": 1, "total": 2, "rate": 0.5,
                 "heartbeat": "2026-01-02T03:04:05Z", "startedAt": "2026-01-02T03:04:05Z",
                 "failure": {"code": "WORSE", "message": "less accurate"}, "parameters": {},
                 "process": {"host": "a", "number": 1, "start": ""}}""".getBytes(StandardCharsets.UTF_8));
        RunRecord.Failure failure = new RunLog(store)
                .read("20260102T030405Z-0a1b2c3d")
                .orElseThrow()
                .failure();
        assertThat(failure).isEqualTo(new RunRecord.Failure("WORSE", "less accurate", null, List.of()));
    }

    @Test
    void aRunIsOverWhenItSaysSoOrHasBeenSilentForAnHour() {
        RunRecord running = record("a", RunRecord.State.RUNNING);
        assertThat(running.isOver(NOW.plusSeconds(3599))).isFalse();
        assertThat(running.isOver(NOW.plusSeconds(3601))).isTrue();
        assertThat(record("a", RunRecord.State.FAILED).isOver(NOW)).isTrue();
    }

    private static RunRecord record(String id, RunRecord.State state) {
        return new RunRecord(
                id,
                state,
                "featurise",
                10,
                100,
                3L,
                2.5,
                NOW.plusSeconds(36),
                NOW,
                NOW,
                null,
                state == RunRecord.State.FAILED
                        ? new RunRecord.Failure("NO_PHOTOS", "there are no photos", 10, List.of())
                        : null,
                Map.of("views", 1, "include", List.of("**/*.jpg")),
                new RunProcess("another-machine", 1, ""));
    }
}
