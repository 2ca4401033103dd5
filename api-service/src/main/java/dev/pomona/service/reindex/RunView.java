package dev.pomona.service.reindex;

import dev.pomona.service.versions.VersionView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as operators see it.
 *
 * @param id its id, which is the name of the version that it builds
 * @param state where it stands
 * @param stage the stage at work
 * @param done photos that are through in this stage
 * @param total photos of this stage; 0 if not known
 * @param rate photos a second in this stage
 * @param expectedEnd when this stage is expected to end
 * @param rejects photos that could not be used so far
 * @param requestedBy who asked for it; null for a run that was started by hand
 * @param requestedAt when
 * @param startedAt when its program began
 * @param heartbeat when it was last heard of
 * @param endedAt when it ended
 * @param cancelledBy who cancelled it
 * @param request what was asked for, with what was configured
 * @param launcher where it works
 * @param failure why there is no new current version
 * @param version the version that it completed
 * @param made figures of that version; where one run is asked for
 * @param current figures of the current version, to hold them against
 */
record RunView(
        String id,
        RunState state,
        @Nullable String stage,
        long done,
        long total,
        double rate,
        @Nullable Instant expectedEnd,
        @Nullable Long rejects,
        @Nullable String requestedBy,
        @Nullable Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant heartbeat,
        @Nullable Instant endedAt,
        @Nullable String cancelledBy,
        @Nullable ReindexRequest request,
        @Nullable LauncherView launcher,
        @Nullable FailureView failure,
        @Nullable String version,
        @Nullable VersionView made,
        @Nullable VersionView current) {

    /**
     * Where a run works.
     *
     * @param name of the launcher
     * @param id the launcher's own id
     * @param url Spark's pages, or the console of EMR
     */
    record LauncherView(
            String name, @Nullable String id, @Nullable String url) {}

    /**
     * Why there is no new current version.
     *
     * @param code a stable name of the reason
     * @param message one line
     * @param exitCode of the program
     * @param violations codes of the checks of the quality gate that the version failed
     * @param output the last lines that the program printed
     */
    record FailureView(
            @Nullable String code,
            @Nullable String message,
            @Nullable Integer exitCode,
            List<String> violations,
            List<String> output) {}

    RunView with(@Nullable VersionView madeFigures, @Nullable VersionView currentFigures) {
        return new RunView(
                id,
                state,
                stage,
                done,
                total,
                rate,
                expectedEnd,
                rejects,
                requestedBy,
                requestedAt,
                startedAt,
                heartbeat,
                endedAt,
                cancelledBy,
                request,
                launcher,
                failure,
                version,
                madeFigures,
                currentFigures);
    }
}
