package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Lists photos below folders or bucket prefixes. Their bytes are read later, on the executors, where a file that cannot
 * be read is a reject and not the end of the job.
 */
public final class PhotoSource {

    /** Keeps the choice of what is held out apart from the choice of what is sampled. */
    private static final int HOLD_OUT_SEED = 1;

    private final SparkSession spark;
    private final PathFilter filter;
    private final LabelRule labels;
    private final GroupRule captures;
    private final LongAccumulator hidden;

    /**
     * @param filter which photos are taken
     * @param labels where their labels are written
     * @param groupFrom regular expression whose groups name photos taken together; null where each stands alone
     */
    public PhotoSource(SparkSession spark, PathFilter filter, LabelRule labels, @Nullable String groupFrom) {
        this.spark = spark;
        this.filter = filter;
        this.labels = labels;
        this.captures = new GroupRule(groupFrom);
        this.hidden = spark.sparkContext().longAccumulator("hidden");
    }

    /**
     * All files below these folders.
     *
     * @param indexed folders of photos to index
     * @param asked folders of photos to ask of the index
     * @param negatives folders of photos of no fruit, to ask too
     * @throws IOException if a folder or the table of labels cannot be reached
     */
    public Dataset<PhotoRow> list(List<String> indexed, List<String> asked, List<String> negatives) throws IOException {
        List<String> toIndex = qualify(indexed);
        List<String> toAsk = qualify(asked);
        List<String> toRefuse = qualify(negatives);
        PhotoNames names = PhotoNames.below(
                Stream.of(toIndex, toAsk, toRefuse).flatMap(List::stream).toList());
        JavaRDD<PhotoRow> files = list(toIndex, names, Role.INDEXED)
                .union(list(toAsk, names, Role.QUERY))
                .union(list(toRefuse, names, Role.NEGATIVE));
        Dataset<PhotoRow> all = spark.createDataset(files.rdd(), Encoders.bean(PhotoRow.class));
        return labels.table() == null ? all : new LabelTable(spark, labels.table()).label(all);
    }

    private JavaRDD<PhotoRow> list(List<String> folders, PhotoNames names, Role role) {
        PathFilter wanted = role.negative() ? PathFilter.ALL : filter;
        LabelRule rule = labels;
        GroupRule capture = captures;
        return new FolderListing(
                        JavaSparkContext.fromSparkContext(spark.sparkContext()),
                        spark.sessionState().newHadoopConf(),
                        hidden)
                .files(folders)
                .filter(entry -> isWanted(entry, names.name(entry.path()), wanted))
                .map(entry -> {
                    String photo = names.name(entry.path());
                    String label = role.negative() ? "" : rule.ofPath(entry.path());
                    return new PhotoRow(entry, photo, label, capture.groupOf(photo), role);
                });
    }

    private static boolean isWanted(ListedEntry entry, String name, PathFilter wanted) {
        return entry.folder() ? wanted.mayTakeBelow(name) : wanted.takes(name);
    }

    /** How many files and folders were left out because they are hidden. */
    public long hidden() {
        return hidden.sum();
    }

    /** Keeps at most this many photos of each label, and all rejects; which ones depends on their names alone. */
    public Dataset<PhotoRow> sample(Dataset<PhotoRow> files, int perLabel) {
        Column usable = col("reason").isNull().and(col("label").notEqual(""));
        Column rank = row_number()
                .over(Window.partitionBy(col("label"), col("indexed"), usable)
                        .orderBy(xxhash64(col("photo")), col("photo")));
        return files.withColumn("rank", rank)
                .filter(col("rank").leq(perLabel).or(not(col("indexed"))).or(not(usable)))
                .drop("rank")
                .as(Encoders.bean(PhotoRow.class));
    }

    /**
     * Marks about a share of each label's photos as asked. Photos taken together are marked together; a label all of
     * whose photos were taken together is not asked. Which ones are chosen depends on their names alone, so that it is
     * the same in every run.
     */
    public Dataset<PhotoRow> holdOut(Dataset<PhotoRow> files, double share) {
        Column order = xxhash64(col("group"), lit(HOLD_OUT_SEED));
        WindowSpec inOrder = byLabel().orderBy(order, col("group"));
        Dataset<Row> captures = files.filter(col("indexed").and(col("reason").isNull()))
                .groupBy("label", "group")
                .agg(count(lit(1)).as("size"))
                .withColumn("before", sum("size").over(inOrder).minus(col("size")))
                .withColumn("rank", row_number().over(inOrder))
                .withColumn("groups", count(lit(1)).over(byLabel()))
                .withColumn("total", sum("size").over(byLabel()))
                .select(
                        col("label"),
                        col("group"),
                        col("before")
                                .lt(col("total").multiply(share))
                                .and(col("rank").lt(col("groups")))
                                .as("chosen"));
        return files.join(captures, new String[] {"label", "group"}, "left")
                .withColumn("query", col("query").or(col("indexed").and(coalesce(col("chosen"), lit(false)))))
                .drop("chosen")
                .as(Encoders.bean(PhotoRow.class));
    }

    private static WindowSpec byLabel() {
        return Window.partitionBy("label");
    }

    /**
     * Sees to it, before anything is written, that all folders can be listed, that none lies in another, where the same
     * photos would be taken twice or asked of an index that holds them, that the index lies in none, where its own files
     * would be taken for photos, and that the table of labels is one.
     *
     * @param index root of the index
     * @param folders all folders, whatever their photos are for
     * @throws IOException if one does not exist or cannot be reached
     * @throws IllegalArgumentException if they are not apart, or the table lacks a column
     */
    public void requireUsable(String index, List<String> folders) throws IOException {
        Configuration configuration = spark.sessionState().newHadoopConf();
        SourceFolder root = SourceFolder.of(index, configuration);
        List<SourceFolder> seen = new ArrayList<>();
        for (String name : folders) {
            SourceFolder folder = SourceFolder.of(name, configuration);
            folder.requireReadable(configuration);
            if (root.isWithin(folder)) {
                throw new IllegalArgumentException("the index " + index + " must not lie inside the photos " + name);
            }
            for (SourceFolder other : seen) {
                if (folder.isWithin(other) || other.isWithin(folder)) {
                    throw new IllegalArgumentException(
                            "the folders %s and %s overlap: their photos would be taken twice"
                                    .formatted(other.name(), name));
                }
            }
            seen.add(folder);
        }
        if (labels.table() != null) {
            new LabelTable(spark, labels.table());
        }
    }

    private List<String> qualify(List<String> folders) throws IOException {
        List<String> found = new ArrayList<>();
        for (String folder : folders) {
            found.add(SourceFolder.of(folder, spark.sessionState().newHadoopConf())
                    .path());
        }
        return found;
    }
}
