package dev.pomona.indexer.stages;

import dev.pomona.indexer.photos.PhotoRow;
import org.apache.spark.sql.Dataset;

/**
 * The usable photos, by use. Identical bytes are never in both the training and the evaluation set.
 *
 * @param indexed photos of the index
 * @param training those of them that the evaluated reduction is fitted with and that are searched
 * @param queries the evaluation set
 */
public record Split(Dataset<PhotoRow> indexed, Dataset<PhotoRow> training, Dataset<PhotoRow> queries) {}
