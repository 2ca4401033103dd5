package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunProcess;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunRecord.State;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncompleteVersionsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final RunProcess ELSEWHERE = new RunProcess("another-machine", 1, "");

    @TempDir
    private Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() {
        store = FolderStore.at(folder);
    }

    @Test
    void onlyThoseOfRunsThatAreOverAreRemoved() throws Exception {
        String silent = incomplete(1, Duration.ofHours(2));
        String failed = incomplete(2, Duration.ofHours(2));
        String working = incomplete(3, Duration.ofHours(2));
        String complete = incomplete(4, Duration.ofHours(2));
        record(silent, State.RUNNING, Duration.ofMinutes(61), ELSEWHERE);
        record(failed, State.FAILED, Duration.ZERO, ELSEWHERE);
        record(working, State.RUNNING, Duration.ofMinutes(59), ELSEWHERE);
        record(complete, State.FAILED, Duration.ZERO, ELSEWHERE);
        store.put(IndexLayout.manifest(complete), new byte[0]);
        assertThat(new IncompleteVersions(store).remove(NOW)).containsExactlyInAnyOrder(silent, failed);
        assertThat(folder.resolve(IndexLayout.folder(silent))).doesNotExist();
        assertThat(folder.resolve(IndexLayout.folder(working))).exists();
        assertThat(folder.resolve(IndexLayout.folder(complete))).exists();
    }

    @Test
    void stagingTablesOfCompleteVersionsAreRemoved() throws Exception {
        String complete = incomplete(1, Duration.ofMinutes(2));
        String working = incomplete(2, Duration.ofMinutes(1));
        store.put(IndexLayout.manifest(complete), new byte[0]);
        for (String version : List.of(complete, working)) {
            store.put(IndexLayout.file(version, "staging/part-0.parquet"), new byte[1]);
        }
        new IncompleteVersions(store).removeStaging();
        assertThat(store.keys("versions/"))
                .containsExactlyInAnyOrder(
                        IndexLayout.manifest(complete),
                        IndexLayout.file(complete, "vectors/part-0.parquet"),
                        IndexLayout.file(working, "vectors/part-0.parquet"),
                        IndexLayout.file(working, "staging/part-0.parquet"));
    }

    @Test
    void aKilledRunOfThisMachineIsOverAtOnce() throws Exception {
        RunProcess self = RunProcess.current();
        String killed = incomplete(1, Duration.ofMinutes(1));
        String working = incomplete(2, Duration.ofMinutes(1));
        RunProcess before = new RunProcess(self.host(), self.number(), "2020-01-01T00:00:00Z");
        record(killed, State.RUNNING, Duration.ZERO, before);
        record(working, State.RUNNING, Duration.ZERO, self);
        assertThat(new IncompleteVersions(store).remove(NOW)).containsExactly(killed);
    }

    @Test
    void withoutARecordTheyAreRemovedAfterADay() throws Exception {
        String old = incomplete(1, Duration.ofHours(25));
        incomplete(2, Duration.ofHours(23));
        String damaged = incomplete(3, Duration.ofHours(25));
        store.put("runs/" + damaged + ".json", "{".getBytes(StandardCharsets.UTF_8));
        assertThat(new IncompleteVersions(store).remove(NOW)).containsExactlyInAnyOrder(old, damaged);
    }

    private String incomplete(int id, Duration age) throws Exception {
        String version = IndexLayout.version(NOW.minus(age), id);
        store.put(IndexLayout.file(version, "vectors/part-0.parquet"), new byte[1]);
        return version;
    }

    private void record(String id, State state, Duration silence, RunProcess process) throws Exception {
        new RunLog(store)
                .write(new RunRecord(
                        id, state, null, 0, 0, null, 0, null, NOW.minus(silence), NOW, null, null, Map.of(), process));
    }
}
