package dev.pomona.service.reindex;

import dev.pomona.model.runs.RunProcess;
import dev.pomona.model.store.ObjectStore;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program on this machine as a child process with a session of its own: it outlives the service, and is found again by its
 * number and start after a restart. In a container it ends with the container. Its output goes to a file, and from there to
 * {@code runs/output/<id>.log} in the store of the index when it has ended.
 */
final class LocalLauncher implements Launcher {

    private static final Logger log = LoggerFactory.getLogger(LocalLauncher.class);

    /** The last bytes of the output that are kept. */
    private static final int MOST_OUTPUT = 1 << 20;

    private static final int LAST_BYTES = 8192;
    private static final int LAST_LINES = 20;
    private static final String LOG = ".log";

    /** After which a process that was asked to end is killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<List<String>> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final Supplier<ObjectStore> index;

    /** The children of this process whose output is here, by their ids: of these the exit code is known. */
    private final Map<String, Process> children = new ConcurrentHashMap<>();

    private final Map<String, Instant> cancelled = new ConcurrentHashMap<>();

    /**
     * @param command returns the program and its own options; throws {@link IllegalStateException} with a line for the operator
     * @param environment variables that the program has beside those of the service
     * @param folder for the output of runs at work
     * @param index returns the store of the index
     */
    LocalLauncher(
            String name,
            Supplier<List<String>> command,
            Map<String, String> environment,
            Path folder,
            Supplier<ObjectStore> index) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.index = index;
    }

    /** Returns the command that runs the packaged indexer on the JVM of the service. */
    static List<String> javaCommand(Path jar, String javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(javaOptions));
        // Spark's linear algebra uses it where it is.
        if (ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    static List<String> words(String options) {
        return Arrays.stream(options.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public Launched start(String run, List<String> arguments) throws Refused {
        List<String> line = new ArrayList<>(ownSession());
        try {
            line.addAll(command.get());
            line.addAll(arguments);
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output(run).toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            String id = id(process.toHandle());
            children.put(id, process);
            return new Launched(id, null);
        } catch (IOException | IllegalStateException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
    }

    /** Signals from the service's terminal do not reach it, and what the service answers goes first. */
    private static List<String> ownSession() {
        return Stream.of(List.of("setsid"), List.of("nice", "-n", "10"))
                .filter(words -> Stream.of("/usr/bin/", "/bin/")
                        .anyMatch(place -> Files.isExecutable(Path.of(place + words.get(0)))))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Status status(String id) {
        @Nullable Process child = children.get(id);
        if (child != null && !child.isAlive()) {
            int code = child.exitValue();
            return code == 0
                    ? new Status(Phase.SUCCEEDED, code, null, null)
                    : new Status(Phase.FAILED, code, "The program ended with exit code %d.".formatted(code), null);
        }
        if (!host(id).equals(RunProcess.current().host())) {
            return Status.of(Phase.UNKNOWN);
        }
        return Status.of(find(id).isPresent() ? Phase.WORKING : Phase.GONE);
    }

    @Override
    public void cancel(String id) {
        Optional<ProcessHandle> process = find(id);
        if (process.isEmpty()) {
            return;
        }
        Instant first = cancelled.computeIfAbsent(id, absent -> Instant.now());
        if (first.plus(PATIENCE).isAfter(Instant.now())) {
            process.get().destroy();
        } else {
            log.warn("The run with process {} does not end and is killed", id);
            process.get().descendants().forEach(ProcessHandle::destroyForcibly);
            process.get().destroyForcibly();
        }
    }

    /** Host, number and start: a number alone may be another process's after a while. */
    private static String id(ProcessHandle process) {
        return "%s/%d/%s".formatted(RunProcess.current().host(), process.pid(), start(process));
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String host(String id) {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    private static Optional<ProcessHandle> find(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3
                || !parts[1].matches("\\d{1,18}")
                || !parts[0].equals(RunProcess.current().host())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(process -> process.isAlive() && start(process).equals(parts[2]));
    }

    @Override
    public List<String> lastLines(String run) {
        Path file = output(run);
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            List<String> lines = new String(tail(file, LAST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return List.copyOf(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path output(String run) {
        return folder.resolve(run + LOG);
    }

    private static byte[] tail(Path file, int most) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(most, reader.length());
            byte[] bytes = new byte[length];
            reader.seek(reader.length() - length);
            reader.readFully(bytes);
            return bytes;
        }
    }

    private void forget(@Nullable String id) {
        if (id != null) {
            children.remove(id);
            cancelled.remove(id);
        }
    }

    @Override
    public void keepOutput() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        ObjectStore store = index.get();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(LOG)).toList();
        }
        RequestLog requests = new RequestLog(store);
        for (Path file : files) {
            String fileName = Objects.requireNonNull(file.getFileName()).toString();
            String run = fileName.substring(0, fileName.length() - LOG.length());
            Optional<RunRequest> request = requests.read(run);
            if (request.isPresent() && request.get().end() != null) {
                if (request.get().end().output().isEmpty()) {
                    List<String> lines = lastLines(run);
                    requests.update(run, before -> before.withOutput(lines));
                }
                store.put("runs/output/" + fileName, tail(file, MOST_OUTPUT));
                Files.delete(file);
                forget(request.get().launcherId());
            }
        }
    }
}
