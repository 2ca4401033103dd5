package dev.pomona.indexer.stages;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.featurise.Featuriser;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.CopyGroups;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.Progress;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Separates the training set from the evaluation set by content: the listing chose the queries by name, and only now is it
 * known which files have the same bytes.
 */
public record HoldOutStage(IndexParameters parameters, Progress progress) {

    /**
     * Splits the photos.
     *
     * @param photos all photos with their features, or as rejects; read several times, so they should be stored
     * @throws IndexingException if the training set has fewer than two labels, or no more photos than components
     */
    public Split run(Dataset<PhotoRow> photos) {
        Dataset<PhotoRow> usable = photos.filter(not(Featuriser.rejected()));
        Dataset<PhotoRow> indexed = usable.filter(col("indexed"));
        Dataset<PhotoRow> training = indexed.filter(not(col("query")));
        Dataset<PhotoRow> queries = usable.filter(col("query"));
        Split split = parameters.heldOut().indexesQueries()
                ? new Split(indexed, withoutCopies(training, usable), queries)
                : new Split(indexed, training, queries);
        Split apart = parameters.heldOut().hasFolders() ? withoutIndexed(split) : split;
        requireEnough(apart.training());
        return apart;
    }

    /** Leaves out of the training set all groups with a photo whose bytes are also a query's. */
    private Dataset<PhotoRow> withoutCopies(Dataset<PhotoRow> training, Dataset<PhotoRow> usable) {
        List<Row> linked = CopyGroups.linkedToQueries(
                usable.filter(col("indexed")), parameters.heldOut().groupFrom() == null);
        if (linked.isEmpty()) {
            return training;
        }
        Dataset<Row> groups = training.sparkSession().createDataFrame(linked, CopyGroups.SCHEMA);
        String[] key = CopyGroups.SCHEMA.fieldNames();
        progress.say("%d photos are left out of the training set: held-out photos have the same bytes"
                .formatted(training.join(broadcast(groups), key, "left_semi").count()));
        return training.join(broadcast(groups), key, "left_anti").as(Encoders.bean(PhotoRow.class));
    }

    /** Leaves out the queries of held-out folders whose bytes are indexed: each would find itself. */
    private Split withoutIndexed(Split split) {
        Dataset<Row> copies = split.queries()
                .filter(not(col("indexed")))
                .select("photo", "contentHash")
                .join(split.indexed().select("contentHash"), new String[] {"contentHash"}, "left_semi")
                .select("photo");
        long count = copies.count();
        if (count == 0) {
            return split;
        }
        progress.say("%d photos are no queries: the same bytes are indexed".formatted(count));
        return new Split(
                split.indexed(),
                split.training(),
                split.queries()
                        .join(broadcast(copies), new String[] {"photo"}, "left_anti")
                        .as(Encoders.bean(PhotoRow.class)));
    }

    private void requireEnough(Dataset<PhotoRow> training) {
        List<Row> labels = training.groupBy("label").count().collectAsList();
        if (labels.size() < 2) {
            throw new IndexingException(
                    Failure.ONE_LABEL,
                    ("an index needs usable photos of two labels at least, beside those held out and their copies, and"
                                    + " there are %d: add photos that differ, or hold out none (--held-out-share 0)")
                            .formatted(labels.size()));
        }
        @Nullable Integer components = parameters.fit().components();
        long photos = labels.stream().mapToLong(label -> label.getLong(1)).sum();
        if (components != null && photos <= components) {
            throw new IndexingException(
                    Failure.TOO_FEW_PHOTOS,
                    "%d components cannot be found in %d usable photos: use --components %d or fewer, or add photos"
                            .formatted(components, photos, photos - 1));
        }
    }
}
