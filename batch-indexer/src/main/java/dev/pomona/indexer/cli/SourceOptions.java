package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.LabelRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the photos to index and their labels. */
final class SourceOptions {

    @Option(
            names = "--photos",
            required = true,
            paramLabel = "LOCATION",
            description =
                    "Folder or s3://BUCKET/PREFIX with labelled photos (JPEG, PNG, WebP), searched to any depth. May be"
                            + " repeated.")
    private List<String> photos = List.of();

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Take only photos whose path below its folder matches, such as 'train/Fruit/**'. May be"
                    + " repeated.")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out photos whose path below its folder matches. May be repeated.")
    private List<String> exclude = List.of();

    @Option(
            names = "--no-default-excludes",
            description = "Take also hidden files and folders, and what tools leave in folders (@eaDir, #recycle,"
                    + " Thumbs.db, __MACOSX, ...).")
    private boolean withoutDefaultExcludes;

    @Option(
            names = "--label-from",
            paramLabel = "RULE",
            defaultValue = "parent",
            description =
                    "Source of a photo's label: parent or grandparent (the folder's name), or csv:FILE, a table with"
                            + " the columns photo (its path below its folder) and label.")
    private String labelFrom = "parent";

    @Option(
            names = "--per-label",
            paramLabel = "N",
            description = "Take at most this many photos of each label, the same ones in every run.")
    private @Nullable Integer perLabel;

    @Option(
            names = "--catalogue",
            paramLabel = "LOCATION",
            description = "Folder or s3://BUCKET/PREFIX with cards and labels of your own, as the service's"
                    + " pomona.catalogue.location: the report says which labels have a card.")
    private @Nullable String catalogue;

    IndexParameters.Sources toParameters() {
        return new IndexParameters.Sources(
                photos, include, exclude, !withoutDefaultExcludes, LabelRule.parse(labelFrom), perLabel, catalogue);
    }
}
