package dev.pomona.model.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run says about itself while it works, and what became of it.
 *
 * @param id its name, which is that of the version it builds
 * @param state where it stands
 * @param stage the stage at work; null before the first and after the last
 * @param done photos that are through in this stage
 * @param total photos of this stage; 0 if not known
 * @param rejects photos that could not be used so far; null if not known
 * @param rate photos a second in this stage; 0 if not known
 * @param expectedEnd when this stage is expected to end; null if not known
 * @param heartbeat when this record was last written
 * @param startedAt when the run began
 * @param version name of the version that it completed; null if it has completed none yet
 * @param failure why there is no new current version; null unless it failed or was cancelled
 * @param parameters what the operator requested, by name
 * @param process its process
 */
public record RunRecord(
        String id,
        State state,
        @Nullable String stage,
        long done,
        long total,
        @Nullable Long rejects,
        double rate,
        @Nullable Instant expectedEnd,
        Instant heartbeat,
        Instant startedAt,
        @Nullable String version,
        @Nullable Failure failure,
        Map<String, @Nullable Object> parameters,
        RunProcess process) {

    /** A run that has not been heard of for so long writes nothing any more, even if its machine had stood still. */
    private static final Duration GONE = Duration.ofHours(1);

    /** Where a run stands. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /**
     * Why a run failed.
     *
     * @param code a stable name of the kind of failure
     * @param message one line for the operator
     * @param exitCode with which the program ends; null if not known
     * @param violations codes of the checks of the quality gate that the version failed
     */
    public record Failure(
            String code, String message, @Nullable Integer exitCode, List<String> violations) {

        // The records of earlier versions have no violations.
        @SuppressWarnings("ConstantValue")
        public Failure {
            violations = violations == null ? List.of() : List.copyOf(violations);
        }
    }

    /**
     * Whether the run certainly writes nothing any more: it has ended, its process is gone, or it has not been heard of for
     * an hour.
     */
    public boolean isOver(Instant now) {
        return state != State.RUNNING || process.isGone() || heartbeat.isBefore(now.minus(GONE));
    }
}
