package dev.pomona.indexer.parameters;

import dev.pomona.indexer.photos.GroupRule;
import dev.pomona.indexer.photos.LabelRule;
import dev.pomona.indexer.photos.PathFilter;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a run, validated.
 *
 * @param sources which photos
 * @param heldOut which photos are queries of the evaluation
 * @param network how photos become features
 * @param fit how features become reduced vectors
 * @param exemplars which photos are published as small pictures
 * @param publishing where the version goes and when it becomes current
 */
public record IndexParameters(
        Sources sources, HeldOut heldOut, Network network, Fit fit, Exemplars exemplars, Publishing publishing) {

    /**
     * Which photos are indexed, and by what label.
     *
     * @param photos folders or prefixes with labelled photos, at least one
     * @param include globs of the photos to take; empty for all
     * @param exclude globs of photos to leave out
     * @param defaultExcludes whether what tools leave in folders is left out
     * @param labelFrom where a photo's label is written
     * @param perLabel at most this many photos of each label; null for all
     * @param catalogue location of cards and labels of one's own; null for none
     */
    public record Sources(
            List<String> photos,
            List<String> include,
            List<String> exclude,
            boolean defaultExcludes,
            LabelRule labelFrom,
            @Nullable Integer perLabel,
            @Nullable String catalogue) {

        public Sources {
            photos = List.copyOf(photos);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            if (photos.isEmpty()) {
                throw new IllegalArgumentException("at least one folder of photos is needed");
            }
            if (perLabel != null && perLabel < 1) {
                throw new IllegalArgumentException("photos per label must be at least 1, not " + perLabel);
            }
            new PathFilter(include, exclude); // refuses what is no glob
        }
    }

    /**
     * The evaluation set: photos that are queries to an index without them.
     *
     * @param folders folders of labelled query photos, one or more a source; empty to hold out a share of the indexed ones
     *     instead
     * @param share share of each label's photos to hold out where no folder is given, 0 to 0.9
     * @param negatives folders with photos of things that are no fruit
     * @param groupFrom regular expression over a photo's name whose groups name what was photographed together, so that
     *     near-duplicates are held out together; null where each photo stands alone
     * @param views views of a query photo, 1 or 4: as many as the service takes
     * @param precision share of the RECOGNISED answers that must be right on the worst source, 0.5 to 1
     */
    public record HeldOut(
            List<NamedFolder> folders,
            double share,
            List<String> negatives,
            @Nullable String groupFrom,
            int views,
            double precision) {

        public HeldOut {
            folders = List.copyOf(folders);
            negatives = List.copyOf(negatives);
            requireWithin("held-out share", share, 0, 0.9);
            requireViews("query views", views);
            requireWithin("precision", precision, 0.5, 1);
            new GroupRule(groupFrom); // refuses what cannot group
        }

        /**
         * Returns where the folders are.
         *
         * @param indexed whether those are meant whose photos are indexed after the evaluation
         */
        public List<String> locations(boolean indexed) {
            return folders.stream()
                    .filter(folder -> folder.indexed() == indexed)
                    .map(NamedFolder::location)
                    .toList();
        }

        /** Returns whether some queries are indexed after the evaluation. */
        public boolean indexesQueries() {
            return takesShare() || folders.stream().anyMatch(NamedFolder::indexed);
        }

        /** Returns whether some queries lie in folders of their own, held-out fruit or negatives. */
        public boolean hasFolders() {
            return !folders.isEmpty() || !negatives.isEmpty();
        }

        /** Returns whether a share of the indexed photos is held out. */
        public boolean takesShare() {
            return folders.isEmpty() && share > 0;
        }
    }

    /**
     * How photos become features.
     *
     * @param backbone location of the network, the same for every machine; null for the bundled one
     * @param views views of a photo that are indexed, 1 or 4
     */
    public record Network(@Nullable String backbone, int views) {

        public Network {
            requireViews("views", views);
        }
    }

    /**
     * How features become reduced vectors.
     *
     * @param variance share of the variance that the components must explain, above 0 to 1
     * @param components number of components; null to go by the variance
     * @param discriminant whether a discriminant follows the components
     * @param shrinkage regularisation of the discriminant, 0 to 1
     */
    public record Fit(double variance, @Nullable Integer components, boolean discriminant, double shrinkage) {

        public Fit {
            requireWithin("variance", variance, 0.01, 1);
            requireWithin("shrinkage", shrinkage, 0, 1);
            if (components != null && components < 1) {
                throw new IllegalArgumentException("components must be at least 1, not " + components);
            }
        }
    }

    /**
     * Which photos are published as small pictures of what their labels look like.
     *
     * @param perLabel most pictures of a label, 0 to 10; 0 for none
     * @param from folders of the run, and globs over names of photos, that may be shown; empty for all
     */
    public record Exemplars(int perLabel, List<String> from) {

        public Exemplars {
            from = List.copyOf(from);
            requireWithin("exemplars", perLabel, 0, 10);
            new PathFilter(from, List.of()); // refuses what is no glob
        }
    }

    /**
     * Where the version goes and when it becomes current.
     *
     * @param index root of the index
     * @param keepFeatures whether the version holds the features, for analysts and for the next run
     * @param allowed checks of the quality gate that may fail
     * @param margin loss of accuracy against the current version that is tolerated, 0 to 1
     * @param maxRejectShare share of rejects beyond which the run stops, 0 to 1
     * @param keep how many versions to keep, at least 1; the current one and those younger than a day are kept anyway
     * @param runId name of the run and of its version; null to choose one
     */
    public record Publishing(
            String index,
            boolean keepFeatures,
            Set<Violation.Code> allowed,
            double margin,
            double maxRejectShare,
            int keep,
            @Nullable String runId) {

        public Publishing {
            if (runId != null && !IndexLayout.isVersion(runId)) {
                throw new IllegalArgumentException("'" + runId + "' is not the id of a run");
            }
            allowed = Set.copyOf(allowed);
            requireWithin("margin", margin, 0, 1);
            requireWithin("reject share", maxRejectShare, 0, 1);
            if (keep < 1) {
                throw new IllegalArgumentException("at least 1 version must be kept, not " + keep);
            }
        }
    }

    /** The part that the manifest records. */
    public Manifest.Parameters forManifest() {
        return new Manifest.Parameters(
                network.views(),
                heldOut.views(),
                fit.variance(),
                fit.components(),
                fit.discriminant() ? "lda" : "none",
                fit.shrinkage(),
                sources.include(),
                sources.exclude(),
                sources.labelFrom().toString(),
                sources.perLabel(),
                heldOut.groupFrom());
    }

    private static void requireViews(String name, int views) {
        if (views != 1 && views != 4) {
            throw new IllegalArgumentException("%s must be 1 or 4, not %d".formatted(name, views));
        }
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be from %s to %s, not %s".formatted(name, least, most, value));
        }
    }
}
