package dev.pomona.indexer.cli;

import dev.pomona.indexer.parameters.IndexParameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for features and their reduction. */
final class ModelOptions {

    /** What may follow the principal components. */
    enum DiscriminantKind {
        lda,
        none
    }

    @Option(
            names = "--views",
            paramLabel = "1|4",
            defaultValue = "1",
            description = "Views of a photo that are indexed: its centre, or also mirrored, enlarged and squeezed.")
    private int views;

    @Option(
            names = "--variance",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description = "Keep the fewest principal components that explain this share of the variance.")
    private double variance;

    @Option(
            names = "--components",
            paramLabel = "K",
            description = "Keep this many principal components, whatever they explain.")
    private @Nullable Integer components;

    @Option(
            names = "--discriminant",
            paramLabel = "lda|none",
            defaultValue = "lda",
            description = "What follows the principal components: ${COMPLETION-CANDIDATES}.")
    private DiscriminantKind discriminant = DiscriminantKind.lda;

    @Option(
            names = "--shrinkage",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "How far the discriminant's scatter within labels is drawn towards a sphere, 0 to 1.")
    private double shrinkage;

    @Option(
            names = "--backbone",
            paramLabel = "LOCATION",
            description =
                    "The network: a folder that every machine sees, s3://BUCKET/PREFIX, or classpath:FOLDER in a jar of"
                            + " the job. Default: the bundled one.")
    private @Nullable String backbone;

    IndexParameters.Network toNetwork() {
        return new IndexParameters.Network(backbone, views);
    }

    IndexParameters.Fit toFit() {
        return new IndexParameters.Fit(variance, components, discriminant == DiscriminantKind.lda, shrinkage);
    }
}
