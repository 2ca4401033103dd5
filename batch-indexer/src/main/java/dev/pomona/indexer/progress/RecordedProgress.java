package dev.pomona.indexer.progress;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Progress that is also written to the record of a run. No stage begins in a run that has lost its slot. */
public final class RecordedProgress implements Progress {

    private final Progress shown;
    private final RecordedRun run;

    /** @param shown where the operator sees the progress */
    public RecordedProgress(Progress shown, RecordedRun run) {
        this.shown = shown;
        this.run = run;
    }

    @Override
    public <T> T stage(String name, Callable<T> work) throws Exception {
        run.enter(name, 0, () -> 0);
        return shown.stage(name, work);
    }

    @Override
    public <T> T stage(String name, long total, LongSupplier done, Callable<T> work) throws Exception {
        run.enter(name, total, done);
        return shown.stage(name, total, done, work);
    }

    @Override
    public void rejects(LongSupplier count) {
        run.rejects(count);
    }

    @Override
    public void say(String line) {
        shown.say(line);
    }

    @Override
    public Map<String, Double> timings() {
        return shown.timings();
    }
}
