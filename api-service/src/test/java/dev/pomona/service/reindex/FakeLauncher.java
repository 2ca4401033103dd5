package dev.pomona.service.reindex;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A launcher that starts nothing and says what it is told to say. */
final class FakeLauncher implements Launcher {

    final Map<String, Status> statuses = new ConcurrentHashMap<>();
    final List<String> started = new CopyOnWriteArrayList<>();
    final List<String> cancelled = new CopyOnWriteArrayList<>();
    final List<List<String>> arguments = new ArrayList<>();

    /** What the next start is answered with. */
    @Nullable
    Exception failure;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public synchronized Launched start(String run, List<String> line) throws IOException, Refused {
        started.add(run);
        arguments.add(line);
        Exception thrown = failure;
        failure = null;
        if (thrown instanceof Refused refused) {
            throw refused;
        }
        if (thrown instanceof IOException unknown) {
            throw unknown;
        }
        return new Launched("job-" + run, "https://spark.example/" + run);
    }

    void says(String run, Phase phase) {
        statuses.put("job-" + run, Status.of(phase));
    }

    void says(String run, Phase phase, int exitCode) {
        statuses.put("job-" + run, new Status(phase, exitCode, "exit code " + exitCode, null));
    }

    @Override
    public Status status(String id) {
        return statuses.getOrDefault(id, Status.of(Phase.QUEUED));
    }

    @Override
    public void cancel(String id) {
        cancelled.add(id);
        statuses.put(id, Status.of(Phase.CANCELLED));
    }
}
