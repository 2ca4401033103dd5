package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IndexCommandTest {

    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new IndexCommand())
                .setExecutionExceptionHandler(new OneLineErrors())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void helpExplainsEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(errors.toString())
                .contains("--photos", "--index", "--held-out", "--include", "--exclude", "--variance", "--weights");
    }

    @Test
    void aMissingFolderIsAOneLineError(@TempDir Path folder) {
        int code = run(
                "--photos",
                folder.resolve("nothing").toString(),
                "--index",
                folder.resolve("i").toString());
        assertThat(code).isEqualTo(Failure.UNUSABLE_REQUEST.exitCode());
        assertThat(errors.toString().lines())
                .singleElement()
                .asString()
                .startsWith("pomona-indexer: there is no folder");
    }

    @Test
    void anEmptyFolderIsAOneLineError(@TempDir Path folder, @TempDir Path index) {
        int code = run("--photos", folder.toString(), "--index", index.toString());
        assertThat(code).isEqualTo(Failure.NO_PHOTOS.exitCode());
        assertThat(errors.toString()).contains("there are no files below");
    }

    @Test
    void anIndexAmongThePhotosIsRefused(@TempDir Path folder) {
        int code = run(
                "--photos", folder.toString(), "--index", folder.resolve("i").toString());
        assertThat(code).isEqualTo(Failure.UNUSABLE_REQUEST.exitCode());
        assertThat(errors.toString()).contains("must not lie inside the photos");
    }

    @Test
    void numbersOutOfRangeAreRefusedByName(@TempDir Path folder) {
        int code = run("--photos", "p", "--index", "i", "--variance", "1.5");
        assertThat(code).isEqualTo(Failure.UNUSABLE_REQUEST.exitCode());
        assertThat(errors.toString()).contains("variance must be from 0.01 to 1.0, not 1.5");
    }

    @Test
    void aMissingOptionIsAUsageError() {
        assertThat(run("--photos", "p")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--index");
    }
}
