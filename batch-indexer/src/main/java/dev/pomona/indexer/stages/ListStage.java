package dev.pomona.indexer.stages;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PathFilter;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.progress.Progress;
import java.io.IOException;
import java.util.List;
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

    private Listing counted(Dataset<PhotoRow> files, PhotoSource source) {
        long count = files.count();
        if (source.hidden() > 0) {
            progress.say("left out %d hidden files and folders (.*, _SUCCESS, _temporary)".formatted(source.hidden()));
        }
        if (count == 0) {
            throw new IndexingException(
                    Failure.NO_PHOTOS,
                    "there are no files below "
                            + String.join(", ", parameters.sources().photos()));
        }
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
