package dev.pomona.service.reindex;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.runs.ActiveRun;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.index.OwnIndex;
import dev.pomona.service.versions.VersionView;
import dev.pomona.service.versions.Versions;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The runs of the index as operators see them, whoever started them. Thread-safe; every replica sees the same. */
@Component
final class Runs {

    private static final Logger log = LoggerFactory.getLogger(Runs.class);

    /** Launchers in a cloud limit how often they are asked. */
    private static final Duration STATUS_VALIDITY = Duration.ofSeconds(2);

    /** A run that has ended changes no more, but for the output that its replica adds, and a lost one that is heard of again. */
    private static final Duration ENDED_VALIDITY = Duration.ofSeconds(30);

    private static final int MOST_CACHED = 500;

    private final OwnIndex index;
    private final Launcher launcher;
    private final Versions versions;
    private final ReindexProperties properties;
    private final Clock clock;
    private final Cache<String, Launcher.Status> statuses = Caffeine.newBuilder()
            .maximumSize(MOST_CACHED)
            .expireAfterWrite(STATUS_VALIDITY)
            .build();
    private final Cache<String, RunView> ended = Caffeine.newBuilder()
            .maximumSize(MOST_CACHED)
            .expireAfterWrite(ENDED_VALIDITY)
            .build();

    Runs(OwnIndex index, Launcher launcher, Versions versions, ReindexProperties properties, Clock clock) {
        this.index = index;
        this.launcher = launcher;
        this.versions = versions;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A page of the history.
     *
     * @param runs the newest first
     * @param next what {@code before} is for the next page; null if this is the last one
     */
    record RunPage(List<RunView> runs, @Nullable String next) {}

    /** Lists runs that are older than one, the newest first. */
    RunPage list(int limit, @Nullable String before) throws StoreException {
        TreeSet<String> ids = new TreeSet<>(Comparator.reverseOrder());
        ids.addAll(requests().ids());
        ids.addAll(records().ids());
        List<String> page = ids.stream()
                .filter(IndexLayout::isVersion)
                .filter(id -> before == null || id.compareTo(before) < 0)
                .limit(limit + 1L)
                .toList();
        List<RunView> runs = new ArrayList<>();
        for (String id : page.subList(0, Math.min(limit, page.size()))) {
            find(id).ifPresent(runs::add);
        }
        return new RunPage(runs, page.size() > limit ? page.get(limit - 1) : null);
    }

    /**
     * Returns a run.
     *
     * @throws ProblemException {@link Problem#NOT_FOUND}
     */
    RunView get(String id) throws StoreException {
        return find(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no run of this id."));
    }

    /** Returns a run with the figures of its version and of the current one. */
    RunView withFigures(String id) throws StoreException {
        RunView run = get(id);
        @Nullable String current = versions.current();
        return run.with(figures(run.version()), figures(current));
    }

    private @Nullable VersionView figures(@Nullable String version) throws StoreException {
        return version == null ? null : versions.find(version).orElse(null);
    }

    /** Returns a run; empty if there is none of this id. Notes for all replicas how it ended, once that can be told. */
    Optional<RunView> find(String id) throws StoreException {
        @Nullable RunView known = ended.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RunFacts> facts = facts(id);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        RunView view = view(settle(facts.get()));
        if (view.state().isFinal()) {
            ended.put(id, view);
        }
        return Optional.of(view);
    }

    /** Returns what is known of a run; empty if there is none of this id. */
    private Optional<RunFacts> facts(String id) throws StoreException {
        if (!IndexLayout.isVersion(id)) {
            return Optional.empty();
        }
        @Nullable RunRequest request = requests().read(id).orElse(null);
        @Nullable RunRecord record = record(id);
        if (request == null && record == null) {
            return Optional.empty();
        }
        RunLog.@Nullable Cancel cancel = records().cancel(id).orElse(null);
        RunFacts facts = new RunFacts(id, request, record, cancel, null);
        return Optional.of(
                facts.needsLauncher(clock.instant()) && request != null ? facts.with(status(request)) : facts);
    }

    private @Nullable RunRecord record(String id) throws StoreException {
        try {
            return records().read(id).orElse(null);
        } catch (InvalidIndexException e) {
            return null;
        }
    }

    private Launcher.Status status(RunRequest request) {
        @Nullable String id = request.launcherId();
        if (id == null || !request.launcher().equals(launcher.name())) {
            return Launcher.Status.of(Launcher.Phase.UNKNOWN);
        }
        return statuses.get(id, this::ask);
    }

    /** A launcher that cannot be asked may still be at work. */
    private Launcher.Status ask(String id) {
        try {
            return launcher.status(id);
        } catch (IOException e) {
            log.warn("The launcher {} cannot tell what has become of {}: {}", launcher.name(), id, e.getMessage());
            return new Launcher.Status(Launcher.Phase.QUEUED, null, e.getMessage(), null);
        }
    }

    /** Notes how a run ended, frees the slot that was reserved for it, and ends one that is cancelled or late and goes on. */
    private RunFacts settle(RunFacts facts) throws StoreException {
        @Nullable RunRequest request = facts.request();
        if (request == null) {
            return facts;
        }
        RunRequest.@Nullable End end = facts.end(clock.instant(), properties.startTimeout());
        RunRequest.@Nullable End noted = request.end();
        if (noted != null) {
            return end == null ? withoutEnd(facts, noted) : facts;
        }
        endIfStuck(facts, request, end);
        if (end == null) {
            return facts;
        }
        RunRequest settled = requests()
                .update(
                        facts.id(),
                        before -> before.end() == null
                                ? before.with(end.withOutput(launcher.lastLines(facts.id())))
                                : before);
        RunSlot.cancelReservation(index.store(), facts.id(), clock);
        log.info("Run {} has ended: {}", facts.id(), end.state());
        return new RunFacts(facts.id(), settled, facts.record(), facts.cancel(), facts.launcher());
    }

    /** Deletes the note that a run has ended, as it is heard of again. */
    private RunFacts withoutEnd(RunFacts facts, RunRequest.End noted) throws StoreException {
        RunRequest request = requests()
                .update(facts.id(), before -> noted.equals(before.end()) ? before.with((RunRequest.End) null) : before);
        log.info("Run {} is heard of again after it was noted as {}", facts.id(), noted.state());
        return new RunFacts(facts.id(), request, facts.record(), facts.cancel(), facts.launcher());
    }

    private void endIfStuck(RunFacts facts, RunRequest request, RunRequest.@Nullable End end) {
        Launcher.@Nullable Status status = facts.launcher();
        boolean alive = status != null && status.phase().isAlive();
        boolean late = end != null && alive;
        RunLog.@Nullable Cancel cancel = facts.cancel();
        boolean stuck = end == null
                && cancel != null
                && (facts.record() == null
                        || cancel.at().plus(properties.cancelTimeout()).isBefore(clock.instant()));
        if (late || stuck) {
            endByLauncher(request);
        }
    }

    /** Has its launcher end a run. What goes wrong is logged: whoever looks next tries again. */
    void endByLauncher(RunRequest request) {
        @Nullable String id = request.launcherId();
        if (id == null || !request.launcher().equals(launcher.name())) {
            return;
        }
        try {
            launcher.cancel(id);
            statuses.invalidate(id);
        } catch (IOException e) {
            log.warn("The launcher {} cannot end {}: {}", launcher.name(), id, e.getMessage());
        }
    }

    /** Returns the run that holds the slot of the index, if one does that has not ended. */
    Optional<RunView> active() throws StoreException {
        Optional<ActiveRun> last = RunSlot.last(index.store()).filter(holder -> !holder.released());
        return last.isEmpty()
                ? Optional.empty()
                : find(last.get().run()).filter(run -> !run.state().isFinal());
    }

    private RunView view(RunFacts facts) {
        Instant now = clock.instant();
        RunState state = facts.state(now, properties.startTimeout());
        RunRequest.@Nullable End end = facts.end(now, properties.startTimeout());
        @Nullable RunRecord record = facts.record();
        @Nullable RunRequest request = facts.request();
        @Nullable RunRecord work = state == RunState.RUNNING ? record : null;
        return new RunView(
                facts.id(),
                state,
                work == null ? null : work.stage(),
                work == null ? 0 : work.done(),
                work == null ? 0 : work.total(),
                work == null ? 0 : work.rate(),
                work == null ? null : work.expectedEnd(),
                record == null ? null : record.rejects(),
                request == null ? null : request.requestedBy(),
                request == null ? null : request.requestedAt(),
                record == null ? null : record.startedAt(),
                record == null ? null : record.heartbeat(),
                end == null ? null : end.at(),
                facts.cancel() == null ? null : facts.cancel().by(),
                request == null ? null : request.request(),
                request == null ? null : launcherView(request, facts.launcher()),
                failure(state, end, record, request),
                record == null ? null : record.version(),
                null,
                null);
    }

    private static RunView.LauncherView launcherView(RunRequest request, Launcher.@Nullable Status status) {
        @Nullable String now = status == null ? null : status.url();
        return new RunView.LauncherView(request.launcher(), request.launcherId(), now == null ? request.url() : now);
    }

    private static RunView.@Nullable FailureView failure(
            RunState state, RunRequest.@Nullable End end, @Nullable RunRecord record, @Nullable RunRequest request) {
        if (end == null || state == RunState.SUCCEEDED) {
            return null;
        }
        RunRequest.@Nullable End noted = request == null ? null : request.end();
        return new RunView.FailureView(
                end.code(),
                end.message(),
                end.exitCode() == null && noted != null ? noted.exitCode() : end.exitCode(),
                record == null || record.failure() == null
                        ? List.of()
                        : record.failure().violations(),
                noted == null ? List.of() : noted.output());
    }

    /** Has launcher and store be asked again. */
    void forgetStatuses() {
        statuses.invalidateAll();
        ended.invalidateAll();
    }

    RequestLog requests() {
        return new RequestLog(index.store());
    }

    RunLog records() {
        return new RunLog(index.store());
    }

    ObjectStore store() {
        return index.store();
    }
}
