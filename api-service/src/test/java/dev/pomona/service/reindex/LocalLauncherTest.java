package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.service.reindex.Launcher.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Child processes, of a shell instead of the indexer. */
class LocalLauncherTest {

    private static final String RUN = "20260102T030405Z-0a1b2c3d";

    @TempDir
    private Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() {
        store = FolderStore.at(folder.resolve("index"));
    }

    private LocalLauncher shell(String script) {
        return new LocalLauncher(
                "local",
                () -> List.of("sh", "-c", script, "sh"),
                Map.of("SECRET", "hidden"),
                folder.resolve("output"),
                () -> store);
    }

    @Test
    void theProgramHasItsArgumentsAndVariablesAndItsExitCodeAndLastLinesAreKnown() throws Exception {
        LocalLauncher launcher = shell("for i in $(seq 30); do echo line $i; done; echo \"$SECRET: $*\" >&2; exit 3");
        String id = launcher.start(RUN, List.of("index", "--photos=a b")).id();
        await().until(() -> launcher.status(id).phase() == Phase.FAILED);
        assertThat(launcher.status(id).exitCode()).isEqualTo(3);
        assertThat(launcher.lastLines(RUN)).hasSize(20).endsWith("line 30", "hidden: index --photos=a b");
        assertThat(launcher.lastLines("20260102T030405Z-00000000")).isEmpty();
    }

    @Test
    void aServiceThatWasRestartedFindsTheProcessAgainAndEndsIt() throws Exception {
        String id = shell("exec sleep 100").start(RUN, List.of()).id();
        LocalLauncher restarted = shell("exit 1");
        assertThat(restarted.status(id).phase()).isEqualTo(Phase.WORKING);
        restarted.cancel(id);
        await().atMost(Duration.ofSeconds(10)).until(() -> restarted.status(id).phase() == Phase.GONE);
        restarted.cancel(id);
        String[] parts = id.split("/");
        String later = parts[0] + "/" + ProcessHandle.current().pid() + "/" + parts[2];
        assertThat(restarted.status(later).phase())
                .as("another process of the same number")
                .isEqualTo(Phase.GONE);
        assertThat(restarted.status("another-machine/1/").phase()).isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void theOutputMovesToTheStoreWhenTheRunHasEnded() throws Exception {
        LocalLauncher launcher = shell("echo done");
        String id = launcher.start(RUN, List.of()).id();
        await().until(() -> launcher.status(id).phase() == Phase.SUCCEEDED);
        RunRequest request = new RunRequest(
                RUN, Instant.now(), "chief", ReindexRequest.EMPTY, List.of(), "local", id, null, null, "", null);
        RequestLog requests = new RequestLog(store);
        requests.add(request);
        launcher.keepOutput();
        assertThat(store.keys("runs/output/")).as("it may still be at work").isEmpty();
        requests.update(
                RUN,
                before -> before.with(new RunRequest.End(RunState.LOST, Instant.now(), null, null, null, List.of())));
        launcher.keepOutput();
        assertThat(new String(store.read("runs/output/" + RUN + ".log").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("done\n");
        assertThat(requests.read(RUN).orElseThrow().end().output()).containsExactly("done");
        assertThat(launcher.lastLines(RUN)).as("moved").isEmpty();
        assertThat(launcher.status(id).phase()).as("its process is forgotten").isEqualTo(Phase.GONE);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        LocalLauncher launcher = new LocalLauncher(
                "local",
                () -> LocalLauncher.javaCommand(IndexerJar.find(folder.resolve("nothing.jar")), "-Xmx1g"),
                Map.of(),
                folder.resolve("output"),
                () -> store);
        assertThatExceptionOfType(Launcher.Refused.class)
                .isThrownBy(() -> launcher.start(RUN, List.of()))
                .withMessageContaining("nothing.jar")
                .withMessageContaining("pomona.reindex.local.jar");
    }

    @Test
    void aDriverOnThisMachineIsStartedBySparkSubmit() {
        assertThat(ReindexConfiguration.sparkSubmit(new ReindexProperties.SparkStandalone(
                        "/opt/spark/bin/spark-submit",
                        "spark://master:7077",
                        "job.jar",
                        List.of("--executor-memory=4g"))))
                .containsExactly(
                        "/opt/spark/bin/spark-submit",
                        "--master",
                        "spark://master:7077",
                        "--deploy-mode",
                        "client",
                        "--class",
                        "dev.pomona.indexer.IndexerMain",
                        "--executor-memory=4g",
                        "job.jar");
    }
}
