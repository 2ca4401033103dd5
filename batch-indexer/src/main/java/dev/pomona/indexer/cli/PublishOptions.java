package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.model.index.Violation;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the version goes and when it becomes current. */
final class PublishOptions {

    @Option(
            names = "--index",
            required = true,
            paramLabel = "LOCATION",
            description =
                    "Root of the index, a folder or s3://BUCKET/PREFIX; a new version is added to it and becomes the"
                            + " current one.")
    private String index = "";

    @Option(
            names = "--no-features",
            description = "Leave the features out of the version: a small index that only answers, and from which the"
                    + " next run can take nothing over.")
    private boolean withoutFeatures;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "Loss of accuracy against the current version that is tolerated, whatever its significance.")
    private double margin;

    @Option(
            names = "--allow",
            paramLabel = "CODE",
            description = "Make the version current although it fails this check of the quality gate:"
                    + " ${COMPLETION-CANDIDATES}. May be repeated.")
    private Set<Violation.Code> allowed = Set.of();

    @Option(names = "--force", description = "The same as --allow with every code.")
    private boolean force;

    @Option(
            names = "--max-reject-share",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Fail if more than this share of the files are rejects.")
    private double maxRejectShare;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How many versions to keep that passed the quality gate, and how many others. The current one, the one"
                            + " before it and those younger than a day are never deleted.")
    private int keep;

    @Option(
            names = "--run-id",
            hidden = true, // for the service, which follows the run under this name
            paramLabel = "ID",
            description = "Name of the run and of the version that it builds, as the service gives it to a run that it"
                    + " starts. Default: the time and a random number.")
    private @Nullable String runId;

    /** Returns the root of the index as it was named, without a slash at its end. */
    String index() {
        return index.replaceFirst("/+$", "");
    }

    IndexParameters.Publishing toParameters() {
        Set<Violation.Code> waived = force ? EnumSet.allOf(Violation.Code.class) : allowed;
        return new IndexParameters.Publishing(index, !withoutFeatures, waived, margin, maxRejectShare, keep, runId);
    }
}
