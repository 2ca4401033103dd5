package dev.pomona.indexer;

import dev.pomona.model.index.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asks of a run.
 *
 * @param photos folders or prefixes with labelled photos, at least one
 * @param index root of the index
 * @param heldOut folders with photos to ask the index; empty to hold out a share of the photos instead
 * @param heldOutShare share of each label's photos to hold out where no folder is given, 0 to below 1
 * @param include globs of the photos to take; empty for all
 * @param exclude globs of photos to leave out
 * @param variance share of the variance that the components must explain, above 0 to 1
 * @param shrinkage regularisation of the discriminant, 0 to 1
 * @param keepFeatures whether the version holds the features, for analysts and later runs
 * @param weights weights file on every machine; null for the bundled weights
 */
public record IndexParameters(
        List<String> photos,
        String index,
        List<String> heldOut,
        double heldOutShare,
        List<String> include,
        List<String> exclude,
        double variance,
        double shrinkage,
        boolean keepFeatures,
        @Nullable String weights) {

    public IndexParameters {
        photos = List.copyOf(photos);
        heldOut = List.copyOf(heldOut);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        if (photos.isEmpty()) {
            throw new IllegalArgumentException("at least one folder of photos is needed");
        }
        requireWithin("held-out share", heldOutShare, 0, 0.9);
        requireWithin("variance", variance, 0.01, 1);
        requireWithin("shrinkage", shrinkage, 0, 1);
    }

    /** The part that the manifest records. */
    Manifest.Parameters forManifest() {
        return new Manifest.Parameters(1, variance, shrinkage, include, exclude);
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be from %s to %s, not %s".formatted(name, least, most, value));
        }
    }
}
