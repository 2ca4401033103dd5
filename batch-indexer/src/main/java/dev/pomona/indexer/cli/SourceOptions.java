package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.LabelRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which photos are indexed, and by what label. */
final class SourceOptions {

    @Option(
            names = "--photos",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "Folder or bucket prefix with labelled photos (JPEG, PNG, WebP), searched to any depth. May be"
                            + " repeated.")
    private List<String> photos = List.of();

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Take only photos whose path below the folders matches, such as 'train/Fruit/**'. May be"
                    + " repeated.")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out photos whose path below the folders matches. May be repeated.")
    private List<String> exclude = List.of();

    @Option(
            names = "--label-from",
            paramLabel = "RULE",
            defaultValue = "parent",
            description = "Where a photo's label is written: parent or grandparent (the folder's name), or csv:FILE, a"
                    + " table with the columns photo and label.")
    private String labelFrom = "parent";

    @Option(
            names = "--per-label",
            paramLabel = "N",
            description = "Take at most this many photos of each label, the same ones in every run.")
    private @Nullable Integer perLabel;

    IndexParameters.Sources toParameters() {
        return new IndexParameters.Sources(photos, include, exclude, LabelRule.parse(labelFrom), perLabel);
    }
}
