package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class IndexCommandTest {

    private final StringWriter errors = new StringWriter();

    /** The session of all tests, which goes on after a run. */
    private static final class SharedSession extends Sessions {
        @Override
        SparkSession start(String master) {
            return LocalSpark.session();
        }

        @Override
        void stop(SparkSession spark) {}
    }

    private int run(String... arguments) {
        return new CommandLine(new IndexCommand(new SharedSession()))
                .setExecutionExceptionHandler(new OneLineErrors())
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void helpExplainsEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(errors.toString())
                .contains("--photos", "--index", "--held-out", "--include", "--exclude", "--variance", "--backbone");
    }

    @Test
    void helpComesInGroupsWithAnExampleAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(errors.toString())
                .containsSubsequence(
                        "Photos and labels",
                        "--no-default-excludes",
                        "Evaluation",
                        "--negatives",
                        "Features and reduction",
                        "--shrinkage",
                        "Exemplars",
                        "--exemplars-from",
                        "Index and quality gate",
                        "--keep",
                        "--dry-run",
                        "Example",
                        "index --photos my-photos --index my-index",
                        "Exit codes",
                        "13  too many rejects",
                        "143  terminated");
        assertThat(errors.toString().lines().filter(line -> line.startsWith("      --photos=")))
                .as("no option is listed twice")
                .hasSize(1);
    }

    @Test
    void everyExitCodeIsInTheHelp() {
        run("--help");
        for (Failure failure : Failure.values()) {
            assertThat(errors.toString()).containsPattern("(?m)^[ 0-9,]*\\b" + failure.exitCode() + "\\b  ");
        }
    }

    @Test
    void aDryRunListsAndWarnsAndWritesNothing(@TempDir Path photos, @TempDir Path work) throws IOException {
        for (String photo : List.of("Kiwi/a.jpg", "kiwi/b.jpg", "Kiwi/@eaDir/a.jpg/thumb.jpg", "beside.jpg")) {
            Files.createDirectories(photos.resolve(photo).getParent());
            Files.write(photos.resolve(photo), new byte[] {1});
        }
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = run(
                    "--dry-run",
                    "--photos",
                    photos.toString(),
                    "--index",
                    work.resolve("index").toString());
        } finally {
            System.setOut(console);
        }
        assertThat(code).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("'Kiwi' (1), 'kiwi' (1) are different labels")
                .contains("2 labels have fewer than 5 photos")
                .contains("1 files lie beside the folders of labels")
                .contains("left out 1 files")
                .contains("     1  Kiwi  (kiwi)", "     1  kiwi  (kiwi)")
                .contains("3 files, 2 labels; nothing was read or written");
        assertThat(work).isEmptyDirectory();
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

    /** Options that make no sense, each with what is said of it. PHOTOS is a folder of photos. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--views 2                      | views must be 1 or 4, not 2",
                "--query-views 3                | query views must be 1 or 4, not 3",
                "--per-label 0                  | photos per label must be at least 1, not 0",
                "--group-from Kiwi              | it has no group",
                "--group-from (                 | Unclosed group",
                "--include {a                   | is no glob: ",
                "--exemplars-from {a            | is no glob: ",
                "--exemplars 11                 | exemplars must be from 0",
                "--label-from csv:nope.csv      | there is no table nope.csv",
                "--label-from csv:PHOTOS/t.csv  | has no column",
                "--backbone nope                | /nope (no backbone.json)",
                "--backbone ftp://a/b           | is neither a folder of this machine",
                "--components 0                 | components must be at least 1, not 0",
                "--components 1281              | components must be at most 1280, the features of the backbone pomona_mobilenet",
                "--photos PHOTOS/Kiwi           | overlap",
                "--photos gs://b/p              | gs://b/p' is neither a folder nor a file that can be reached",
                "--photos 2024:apples           | 2024:apples' is neither a folder nor a file that can be reached",
                "--photos=                      | is neither a folder nor a file that can be reached",
                "--negatives s3a://             | is neither a folder nor a file that can be reached",
                "--label-from csv:gs://b/t.csv  | is neither a folder nor a file that can be reached",
                "--photos PHOTOS/link           | overlap",
                "--held-out PHOTOS/Kiwi         | overlap",
                "--negatives PHOTOS             | overlap",
                "--held-out PHOTOS/t.csv        | there is no folder",
                "--label-from csv:PHOTOS/d.csv  | two labels",
                "--catalogue PHOTOS/Kiwi        | neither 'labels.json' nor a card",
                "--run-id latest                | is not the id of a run",
                "--catalogue gs://cards         | is neither a folder of this machine",
            })
    void whatMakesNoSenseIsRefusedInOneLineBeforeAnythingIsWritten(
            String options, String said, @TempDir Path photos, @TempDir Path work) throws IOException {
        Files.write(Files.createDirectories(photos.resolve("Kiwi")).resolve("photo.jpg"), new byte[] {1});
        Files.writeString(photos.resolve("t.csv"), "file,label\na,b\n");
        Files.writeString(photos.resolve("d.csv"), "photo,label\na,b\na,c\n");
        Files.createSymbolicLink(photos.resolve("link"), photos.resolve("Kiwi"));
        Path index = work.resolve("index");
        List<String> arguments = new ArrayList<>(List.of("--photos", photos.toString(), "--index", index.toString()));
        arguments.addAll(List.of(options.replace("PHOTOS", photos.toString()).split(" ")));

        int code = run(arguments.toArray(String[]::new));

        assertThat(code).isEqualTo(Failure.UNUSABLE_REQUEST.exitCode());
        assertThat(errors.toString().lines()).singleElement().asString().contains(said);
        assertThat(index).doesNotExist();
    }

    @Test
    void anIndexAmongThePhotosIsRefused(@TempDir Path folder) {
        int code = run(
                "--photos", folder.toString(), "--index", folder.resolve("i").toString());
        assertThat(code).isEqualTo(Failure.UNUSABLE_REQUEST.exitCode());
        assertThat(errors.toString()).contains("must not lie inside the photos");
        assertThat(folder).isEmptyDirectory();
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
