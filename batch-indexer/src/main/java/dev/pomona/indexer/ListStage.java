package dev.pomona.indexer;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.PathFilter;
import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.indexer.photos.PhotoSource;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Which files there are, what their labels are, and which of them are asked. */
record ListStage(SparkSession spark, IndexParameters parameters) {

    /** Enough to make a task worth its start, few enough to spread and to repeat where an executor is lost. */
    private static final int PHOTOS_PER_TASK = 64;

    Dataset<PhotoFile> run() throws IOException {
        IndexParameters.Sources sources = parameters.sources();
        IndexParameters.HeldOut heldOut = parameters.heldOut();
        PhotoSource source = new PhotoSource(
                spark, new PathFilter(sources.include(), sources.exclude()), sources.labelFrom(), heldOut.groupFrom());
        source.requireApart(parameters.publishing().index(), sources.photos());
        Dataset<PhotoFile> files = source.list(sources.photos(), heldOut.folders(), heldOut.negatives());
        @Nullable Integer perLabel = sources.perLabel();
        if (perLabel != null) {
            files = source.sample(files, perLabel);
        }
        if (heldOut.takesShare()) {
            files = source.holdOut(files, heldOut.share());
        }
        Dataset<PhotoFile> listed = files.persist(StorageLevel.MEMORY_AND_DISK());
        long count = listed.count();
        if (count == 0) {
            throw new IndexingException(
                    Failure.NO_PHOTOS, "there are no files below " + String.join(", ", sources.photos()));
        }
        return listed.repartition(partitions(count)).persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** Into how many tasks this many photos are split. */
    static int partitions(long photos) {
        return Math.toIntExact(Math.max(1, (photos + PHOTOS_PER_TASK - 1) / PHOTOS_PER_TASK));
    }
}
