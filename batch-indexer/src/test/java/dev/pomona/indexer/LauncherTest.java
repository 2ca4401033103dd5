package dev.pomona.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a {@code java} that records its arguments instead of running the indexer. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    /** Creates the archive as the JVM does when it ends; ends with {@code STATUS}, as soon as {@code GO} is there, or the test over. */
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = --list-modules ]; then
                echo java.base@17
                echo "$MODULES"
                exit
            fi
            trap 'exit 143' TERM
            archive=$(printf '%s\\n' "$@" | sed -n 's/^-XX:ArchiveClassesAtExit=//p')
            [ -z "$archive" ] || echo classes >"$archive"
            printf '%s\\n' "$@" >"$CALLS/$$"
            while [ ! -f "$GO" ] && [ -d "$CALLS" ]; do sleep 0.02; done
            exit "$STATUS"
            """;

    @TempDir
    private Path folder;

    private Path cache;
    private Path calls;
    private Path go;
    private String status = "0";
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void install() throws IOException {
        cache = folder.resolve("cache");
        calls = Files.createDirectory(folder.resolve("calls"));
        go = Files.createFile(folder.resolve("go"));
        executable(folder.resolve("jdk/bin/java"), JAVA);
        executable(launcher(), Files.readString(Path.of("src/main/launcher/pomona-indexer")));
        Files.writeString(folder.resolve("a program/pomona-indexer.jar"), "jar");
        Files.writeString(Files.createDirectory(folder.resolve("a program/lib")).resolve("spark.jar"), "jar");
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path launcher() {
        return folder.resolve("a program/pomona-indexer");
    }

    /** What a command begins with: jobs in the background of a script, and all that they start, would ignore SIGINT. */
    private static List<String> heedingInterrupts() throws IOException {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of(); // not every env can
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private Process start(Path program, Map<String, String> variables, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(heedingInterrupts());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().remove("JAVA_OPTIONS");
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", folder.resolve("jdk").toString(),
                        "POMONA_CACHE", cache.toString(),
                        "CALLS", calls.toString(),
                        "GO", go.toString(),
                        "MODULES", "jdk.incubator.vector@17",
                        "STATUS", status));
        builder.environment().putAll(variables);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private int run(String... arguments) throws Exception {
        return ended(start(launcher(), Map.of(), arguments));
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Returns the arguments of the last {@code java}, and forgets them. */
    private List<String> call() throws IOException {
        List<Path> files = files(calls);
        assertThat(files).hasSize(1);
        List<String> arguments = Files.readAllLines(files.get(0));
        Files.delete(files.get(0));
        return arguments;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void awaitCalls(int count) throws Exception {
        for (int i = 0; i < 1000 && files(calls).size() < count; i++) {
            Thread.sleep(20);
        }
        assertThat(files(calls)).hasSize(count);
    }

    @Test
    void passesOptionsOfTheJvmAndArgumentsOnAsTheyAre() throws Exception {
        assertThat(ended(start(
                        launcher(),
                        Map.of("JAVA_OPTIONS", "-Xmx3g -Dx=y"),
                        "index",
                        "--photos",
                        "my photos",
                        "--include",
                        "*")))
                .isZero();
        assertThat(call())
                .startsWith("-XX:ArchiveClassesAtExit=" + files(cache).get(0) + "."
                        + started.get(0).pid())
                .containsSubsequence("--add-modules", "jdk.incubator.vector", "-Xmx3g", "-Dx=y")
                .endsWith(
                        "-jar",
                        folder.toRealPath()
                                .resolve("a program/pomona-indexer.jar")
                                .toString(),
                        "index",
                        "--photos",
                        "my photos",
                        "--include",
                        "*");
    }

    @Test
    void usesTheArchiveOfTheFirstRunAfterwardsThroughALinkToo() throws Exception {
        run("index");
        call();
        assertThat(files(cache)).hasSize(1);
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher());

        assertThat(ended(start(link, Map.of(), "index"))).isZero();

        assertThat(call())
                .startsWith("-XX:SharedArchiveFile=" + files(cache).get(0))
                .noneMatch(argument -> argument.startsWith("-XX:ArchiveClassesAtExit"));
    }

    @Test
    void replacesTheArchiveOfOtherJars() throws Exception {
        run("index");
        List<Path> former = files(cache);
        Files.writeString(folder.resolve("a program/lib/spark.jar"), "a longer jar");

        run("index");

        assertThat(files(cache)).hasSize(1).doesNotContainAnyElementsOf(former);
    }

    @Test
    void removesArchivesOfOtherProgramsThatWereNotRunForAMonth() throws Exception {
        Files.createDirectories(cache);
        Path old = Files.createFile(cache.resolve("indexer-1-2.jsa"));
        Path recent = Files.createFile(cache.resolve("indexer-3-4.jsa"));
        Instant now = Instant.now();
        Files.setLastModifiedTime(old, FileTime.from(now.minus(32, ChronoUnit.DAYS)));
        Files.setLastModifiedTime(recent, FileTime.from(now.minus(20, ChronoUnit.DAYS)));

        run("index");

        assertThat(files(cache)).hasSize(2).contains(recent).doesNotContain(old);
    }

    @Test
    void aRunMakesItsArchiveRecent() throws Exception {
        run("index");
        Path archive = files(cache).get(0);
        Instant longAgo = Instant.now().minus(32, ChronoUnit.DAYS);
        Files.setLastModifiedTime(archive, FileTime.from(longAgo));

        run("index");

        assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(longAgo.plus(1, ChronoUnit.DAYS));
    }

    @Test
    void keepsNoArchiveOfARunThatFailedOrOnlyPrintedHelp() throws Exception {
        status = "13";
        assertThat(run("index")).isEqualTo(13);
        assertThat(files(cache)).isEmpty();
        status = "0";
        assertThat(run("index", "--help")).isZero();
        assertThat(files(cache)).isEmpty();
    }

    @Test
    void twoFirstRunsAtOnceLeaveOneArchive() throws Exception {
        Files.delete(go);
        Process one = start(launcher(), Map.of(), "index");
        Process other = start(launcher(), Map.of(), "index");
        awaitCalls(2);
        assertThat(files(cache)).hasSize(2);
        Files.createFile(go);

        assertThat(List.of(ended(one), ended(other))).containsOnly(0);

        assertThat(files(cache))
                .singleElement()
                .satisfies(archive -> assertThat(archive.toString()).endsWith(".jsa"));
    }

    @Test
    void removesWhatAKilledFirstRunLeft() throws Exception {
        run("index");
        Path archive = files(cache).get(0);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.move(archive, Path.of(archive + "." + dead.pid()));

        run("index");

        assertThat(files(cache)).containsExactly(archive);
    }

    @Test
    void aSignalEndsTheFirstRunAndLaterOnes() throws Exception {
        Files.delete(go);
        assertThat(terminated("TERM")).isEqualTo(143);
        assertThat(terminated("INT")).isEqualTo(130);
        assertThat(files(cache)).isEmpty();

        Files.createFile(go);
        run("index");
        call();
        Files.delete(go);
        assertThat(terminated("TERM")).isEqualTo(143);
    }

    private int terminated(String signal) throws Exception {
        Process process = start(launcher(), Map.of(), "index");
        awaitCalls(1);
        new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        int exitCode = ended(process);
        call();
        return exitCode;
    }

    @Test
    void runsWithoutTheVectorModuleAndWithoutACacheFolderWhereThereIsNone() throws Exception {
        Files.writeString(cache, "a file");

        assertThat(ended(start(launcher(), Map.of("MODULES", "java.desktop@30"), "index")))
                .isZero();

        assertThat(call())
                .doesNotContain("--add-modules")
                .noneMatch(argument -> argument.startsWith("-XX:ArchiveClassesAtExit"));
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        assertThat(ended(start(launcher(), Map.of("JAVA_HOME", "/nowhere"), "index")))
                .isEqualTo(127);
        assertThat(folder.resolve("output")).hasContent("pomona-indexer: there is no /nowhere/bin/java");
    }
}
