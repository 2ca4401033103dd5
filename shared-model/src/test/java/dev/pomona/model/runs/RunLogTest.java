package dev.pomona.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
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
                2.5,
                NOW.plusSeconds(36),
                NOW,
                NOW,
                null,
                state == RunRecord.State.FAILED ? new RunRecord.Failure("NO_PHOTOS", "there are no photos") : null,
                Map.of("views", 1, "include", List.of("**/*.jpg")),
                new RunProcess("another-machine", 1, ""));
    }
}
