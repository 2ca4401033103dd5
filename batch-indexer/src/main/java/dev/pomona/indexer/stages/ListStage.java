package dev.pomona.indexer.stages;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.DefaultExcludes;
import dev.pomona.indexer.photos.LabelFolders;
import dev.pomona.indexer.photos.LabelRule;
import dev.pomona.indexer.photos.LabelStyles;
import dev.pomona.indexer.photos.PathFilter;
import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.photos.RejectReasons;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.model.catalogue.Card;
import dev.pomona.model.catalogue.CardCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Lists the files with their labels, takes the sample and chooses the queries, by name. */
public record ListStage(SparkSession spark, IndexParameters parameters, Progress progress) {

    /** Smaller tasks would not be worth their start. */
    private static final int FEWEST_PER_TASK = 64;

    /** More would be too much to repeat where an executor is lost. */
    private static final int MOST_PER_TASK = 256;

    /** Few tasks a core would leave some cores idle at the end. */
    private static final int TASKS_PER_CORE = 16;

    /** Files that a warning names. */
    private static final int EXAMPLES = 3;

    /** Fails the run before anything is written where a folder or the table of labels cannot be used. */
    public void requireUsable() throws IOException {
        IndexParameters.HeldOut heldOut = parameters.heldOut();
        List<String> folders = Stream.of(
                        parameters.sources().photos(),
                        heldOut.locations(false),
                        heldOut.locations(true),
                        heldOut.negatives())
                .flatMap(List::stream)
                .toList();
        source().requireUsable(parameters.publishing().index(), folders);
    }

    private PhotoSource source() {
        IndexParameters.Sources sources = parameters.sources();
        return new PhotoSource(
                spark,
                new PathFilter(sources.include(), sources.exclude()),
                sources.defaultExcludes() ? DefaultExcludes.bundled() : DefaultExcludes.NONE,
                sources.labelFrom(),
                parameters.heldOut().groupFrom());
    }

    /**
     * Lists the files.
     *
     * @throws IndexingException if there are none
     */
    public Listing run() throws Exception {
        return progress.stage("list", this::list);
    }

    private Listing list() throws IOException {
        IndexParameters.Sources sources = parameters.sources();
        IndexParameters.HeldOut heldOut = parameters.heldOut();
        try (PhotoSource source = source()) {
            Dataset<PhotoRow> files = source.list(
                    sources.photos(), heldOut.locations(false), heldOut.locations(true), heldOut.negatives());
            @Nullable Integer perLabel = sources.perLabel();
            if (perLabel != null) {
                files = source.sample(files, perLabel);
            }
            if (heldOut.takesShare()) {
                files = source.holdOut(files, heldOut.share());
            }
            return counted(source.distinguish(files).persist(StorageLevel.MEMORY_AND_DISK()), source);
        }
    }

    /** Reports how many files of each label were listed, and its card. */
    public void summarise(Listing listing, CardCatalogue catalogue) {
        Dataset<PhotoRow> indexed =
                listing.files().filter(col("indexed").and(col("reason").isNull()));
        Map<String, Long> labels = PhotoCounts.by("label", indexed);
        labels.forEach((label, count) -> progress.say("%6d  %s  (%s)"
                .formatted(
                        count,
                        label.isEmpty() ? "no label" : label,
                        catalogue.cardOf(label).map(Card::id).orElse("no card"))));
        RejectReasons.of(listing.files().filter(col("reason").isNotNull()))
                .lines()
                .forEach(line -> progress.say("rejected: " + line));
        progress.say("%d files, %d labels; nothing was read or written".formatted(listing.count(), labels.size()));
    }

    private void warn(PhotoSource source, Dataset<PhotoRow> listed) {
        LabelFolders folders = source.labelFolders(listed);
        folders.warnings().forEach(warning -> progress.say("warning: " + warning));
        LabelStyles.warning(listed).ifPresent(warning -> progress.say("warning: " + warning));
        List<String> beside = PhotoSource.besideLabelFolders(listed, EXAMPLES + 1);
        if (!beside.isEmpty()) {
            long count = listed.filter(col("reason").equalTo(LabelRule.NO_LABEL_FOLDER))
                    .count();
            progress.say("warning: %d files lie beside the folders of labels and are rejects: %s%s"
                    .formatted(
                            count,
                            String.join(", ", beside.subList(0, Math.min(EXAMPLES, beside.size()))),
                            beside.size() > EXAMPLES ? ", ..." : ""));
        }
    }

    private Listing counted(Dataset<PhotoRow> files, PhotoSource source) {
        long count = files.count();
        if (source.leftOut() > 0) {
            progress.say(("left out %d files that are hidden or left by tools (.*, @eaDir, Thumbs.db, ...);"
                            + " --no-default-excludes takes them")
                    .formatted(source.leftOut()));
        }
        if (count == 0) {
            throw new IndexingException(
                    Failure.NO_PHOTOS,
                    "there are no files below "
                            + String.join(", ", parameters.sources().photos()));
        }
        warn(source, files);
        int tasks = partitions(count, spark.sparkContext().defaultParallelism());
        return new Listing(files.repartition(tasks), count, files);
    }

    /** Returns into how many tasks this many photos are split where so many run at once. */
    public static int partitions(long photos, int cores) {
        long most = (photos + FEWEST_PER_TASK - 1) / FEWEST_PER_TASK;
        long fewest = (photos + MOST_PER_TASK - 1) / MOST_PER_TASK;
        return Math.toIntExact(Math.max(1, Math.max(fewest, Math.min(most, (long) TASKS_PER_CORE * cores))));
    }
}
