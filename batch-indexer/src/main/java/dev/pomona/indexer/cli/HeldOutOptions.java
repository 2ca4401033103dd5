package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the evaluation set. */
final class HeldOutOptions {

    @Option(
            names = "--held-out",
            paramLabel = "[NAME=]LOCATION",
            description =
                    "Labelled query photos, for the accuracy of the index, the calibration of its confidence and its"
                            + " thresholds. May be repeated, once for each source of photos: accuracy and precision are"
                            + " reported for each, and the worst one decides from where an answer is RECOGNISED. Without"
                            + " it a share of the photos is held out.")
    private List<String> folders = List.of();

    @Option(
            names = "--held-out-indexed",
            paramLabel = "[NAME=]LOCATION",
            description = "The same as --held-out, and the photos are indexed after the evaluation. May be repeated.")
    private List<String> indexedFolders = List.of();

    @Option(
            names = "--precision",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Share of the RECOGNISED answers that must be right, on the worst source.")
    private double precision;

    @Option(
            names = "--held-out-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Share of each label's photos to hold out where no --held-out is given; they are indexed after"
                            + " the evaluation. 0 holds out none.")
    private double share;

    @Option(
            names = "--group-from",
            paramLabel = "REGEX",
            description =
                    "Photos in whose path below their folder the groups of this expression match the same text were"
                            + " taken together and are held out together. For Fruits-360: '/(r\\d*_)?\\d+_\\d+\\.jpg$'.")
    private @Nullable String groupFrom;

    @Option(
            names = "--negatives",
            paramLabel = "LOCATION",
            description = "Query photos of things that are no fruit. May be repeated.")
    private List<String> negatives = List.of();

    @Option(
            names = {"--query-views", "--asked-views"},
            paramLabel = "1|4",
            defaultValue = "1",
            description = "Views of a query photo: as many as the service takes (pomona.recognition.views).")
    private int views;

    IndexParameters.HeldOut toParameters() {
        return new IndexParameters.HeldOut(
                Stream.concat(
                                folders.stream().map(folder -> NamedFolder.parse(folder, false)),
                                indexedFolders.stream().map(folder -> NamedFolder.parse(folder, true)))
                        .toList(),
                share,
                negatives,
                groupFrom,
                views,
                precision);
    }
}
