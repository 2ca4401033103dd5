package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.IndexerMain;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own that is ended by SIGTERM. */
class TerminationIT {

    @Test
    @Timeout(120)
    void aTerminatedRunSaysSoInOneLineWithoutAStackTrace(@TempDir Path folder) throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos/Kiwi"));
        for (int i = 0; i < 2000; i++) {
            Files.write(photos.resolve(i + ".jpg"), new byte[] {1});
        }
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                IndexerMain.class.getName(),
                "index",
                "--photos",
                photos.getParent().toString(),
                "--index",
                folder.resolve("index").toString()));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("list");
            Thread.sleep(1000); // a Spark job is under way then, or the next
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(OneLineErrors.TERMINATED);
        assertThat(Files.readString(errors))
                .contains("pomona-indexer: terminated")
                .doesNotContain("\tat ");
    }
}
