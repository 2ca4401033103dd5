package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import picocli.CommandLine.Option;

/** Where the version goes and when it becomes current. */
final class PublishOptions {

    @Option(
            names = "--index",
            required = true,
            paramLabel = "FOLDER",
            description = "Root of the index; a new version is added to it and becomes the current one.")
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
            description = "By how much less of the held-out photos may be right than in the current version.")
    private double margin;

    @Option(
            names = "--force",
            description = "Make the version current whatever the gate objects to, and where the current one cannot be"
                    + " read.")
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
            description = "How many versions to keep. The current one and those younger than a day are never deleted.")
    private int keep;

    IndexParameters.Publishing toParameters() {
        return new IndexParameters.Publishing(index, !withoutFeatures, force, margin, maxRejectShare, keep);
    }
}
