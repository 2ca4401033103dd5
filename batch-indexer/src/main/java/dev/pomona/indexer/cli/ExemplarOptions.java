package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for exemplars. */
final class ExemplarOptions {

    @Option(
            names = "--exemplars",
            paramLabel = "N",
            defaultValue = "2",
            description = "Publish small pictures of this many photos of each label, 0 to 10: the service shows them to"
                    + " everybody who asks, as what the label looks like. 0 publishes none.")
    private int perLabel;

    @Option(
            names = "--exemplars-from",
            paramLabel = "LOCATION|GLOB",
            description =
                    "Take exemplars from nowhere else: a folder as named by --photos or --held-out-indexed, or photos"
                            + " whose path below their folder matches. May be repeated. Default: any indexed photo.")
    private List<String> from = List.of();

    IndexParameters.Exemplars toParameters() {
        return new IndexParameters.Exemplars(perLabel, from);
    }
}
