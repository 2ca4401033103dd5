package dev.pomona.indexer.photos;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Lists photos below folders or bucket prefixes, their names relative to these. Their bytes are read later, on the
 * executors.
 */
public final class PhotoSource implements AutoCloseable {

    /** Keeps the choice of what is held out apart from the choice of what is sampled. */
    private static final int HOLD_OUT_SEED = 1;

    private final SparkSession spark;
    private final PathFilter filter;
    private final LabelRule labels;
    private final GroupRule groupRule;
    private final LongAccumulator leftOut;
    private final FolderListing listing;

    /** What the photos of each folder are for, by its qualified path. */
    private final Map<String, Role> roles = new LinkedHashMap<>();

    /**
     * @param filter which photos are taken
     * @param excludes names of files and folders that are left out
     * @param labels where their labels are written
     * @param groupFrom regular expression over names whose groups name photos taken together; null where each stands alone
     */
    public PhotoSource(
            SparkSession spark,
            PathFilter filter,
            DefaultExcludes excludes,
            LabelRule labels,
            @Nullable String groupFrom) {
        this.spark = spark;
        this.filter = filter;
        this.labels = labels;
        this.groupRule = new GroupRule(groupFrom);
        this.leftOut = spark.sparkContext().longAccumulator("left out");
        this.listing = new FolderListing(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                spark.sessionState().newHadoopConf(),
                new LeftOut(excludes, leftOut));
    }

    /**
     * Lists all files below these folders.
     *
     * @param indexed folders of photos to index
     * @param heldOut folders of labelled query photos
     * @param heldOutIndexed folders of labelled query photos that are indexed too
     * @param negatives folders of query photos of no fruit
     * @throws IOException if a folder or the table of labels cannot be reached
     */
    public Dataset<PhotoRow> list(
            List<String> indexed, List<String> heldOut, List<String> heldOutIndexed, List<String> negatives)
            throws IOException {
        qualify(indexed, Role.INDEXED);
        qualify(heldOut, Role.QUERY);
        qualify(heldOutIndexed, Role.HELD_OUT);
        qualify(negatives, Role.NEGATIVE);
        Map<String, Role> roleOf = new HashMap<>(roles);
        PathFilter wanted = filter;
        LabelRule rule = labels;
        GroupRule groups = groupRule;
        JavaRDD<PhotoRow> files = listing.files(List.copyOf(roles.keySet()))
                .filter(entry -> isWanted(entry, requireNonNull(roleOf.get(entry.source())), wanted))
                .map(entry -> {
                    Role role = requireNonNull(roleOf.get(entry.source()));
                    return row(entry, role, rule, groups.groupOf(entry.name()));
                });
        Dataset<PhotoRow> all = spark.createDataset(files.rdd(), Encoders.bean(PhotoRow.class));
        return labels.table() == null ? all : new LabelTable(spark, labels.table()).label(all);
    }

    private static PhotoRow row(ListedEntry entry, Role role, LabelRule rule, String group) {
        String label = role.negative() ? "" : rule.ofName(entry.name());
        PhotoRow row = new PhotoRow(entry, label, group, role);
        if (label.isEmpty() && !role.negative() && row.getReason() == null && rule.table() == null) {
            row.reject(LabelRule.NO_LABEL_FOLDER, "It lies beside the folders that give photos their labels.");
        }
        return row;
    }

    private void qualify(List<String> folders, Role role) throws IOException {
        for (String folder : folders) {
            roles.put(
                    SourceFolder.of(folder, spark.sessionState().newHadoopConf())
                            .path(),
                    role);
        }
    }

    private static boolean isWanted(ListedEntry entry, Role role, PathFilter filter) {
        PathFilter wanted = role.negative() ? PathFilter.ALL : filter;
        return entry.folder() ? wanted.mayTakeBelow(entry.name()) : wanted.takes(entry.name());
    }

    /** Returns the qualified path of a folder: the source of the photos below it. */
    public static String pathOf(String folder, Configuration configuration) throws IOException {
        return SourceFolder.of(folder, configuration).path();
    }

    /**
     * Gives photos of two sources that have the same name another one: the name of the source, and a hash of its path, is
     * put before it. To be called after names have been used to choose photos, which then do not depend on other sources.
     */
    public Dataset<PhotoRow> distinguish(Dataset<PhotoRow> files) {
        if (roles.size() < 2) {
            return files;
        }
        Column source = col("source");
        Column id = concat(element_at(split(source, "/"), -1), lit("-"), substring(sha2(source, 256), 1, 8), lit("/"));
        return files.withColumn("same", count(lit(1)).over(Window.partitionBy("photo")))
                .withColumn(
                        "photo",
                        when(col("same").gt(1), concat(id, col("photo"))).otherwise(col("photo")))
                .drop("same")
                .as(Encoders.bean(PhotoRow.class));
    }

    /**
     * Returns the folders that give photos to index their labels. The folders reach the driver, the photos do not.
     */
    public LabelFolders labelFolders(Dataset<PhotoRow> files) {
        String above = switch (labels.kind()) {
            case PARENT -> "^(.*)/[^/]*$";
            case GRANDPARENT -> "^(.*)/[^/]*/[^/]*$";
            case CSV -> "^()";
        };
        List<LabelFolders.LabelFolder> folders = files
                .filter(col("indexed")
                        .and(col("reason").isNull())
                        .and(col("label").notEqual("")))
                .groupBy(col("label"), regexp_extract(col("photo"), above, 1).as("folder"))
                .count()
                .collectAsList()
                .stream()
                .map(row -> new LabelFolders.LabelFolder(row.getString(0), row.getString(1), row.getLong(2)))
                .toList();
        return new LabelFolders(folders);
    }

    /** Returns some names of photos that lie beside the folders of labels, at most this many. */
    public static List<String> besideLabelFolders(Dataset<PhotoRow> files, int most) {
        return files.filter(col("reason").equalTo(LabelRule.NO_LABEL_FOLDER))
                .select("photo")
                .orderBy("photo")
                .limit(most)
                .as(Encoders.STRING())
                .collectAsList();
    }

    /** Releases what was persisted for {@link #list}. */
    @Override
    public void close() {
        listing.close();
    }

    /** Returns how many files were left out by their names or those of their folders. */
    public long leftOut() {
        return leftOut.sum();
    }

    /**
     * Keeps at most this many photos of each label, and all rejects. Photos are ranked by a hash of their names below their
     * sources, so that the same ones are kept in every run.
     */
    public Dataset<PhotoRow> sample(Dataset<PhotoRow> files, int perLabel) {
        Column usable = col("reason").isNull().and(col("label").notEqual(""));
        Column rank = row_number()
                .over(Window.partitionBy(col("label"), col("query"), usable)
                        .orderBy(xxhash64(col("photo")), col("photo"), col("source")));
        return files.withColumn("rank", rank)
                .filter(col("rank").leq(perLabel).or(col("query")).or(not(usable)))
                .drop("rank")
                .as(Encoders.bean(PhotoRow.class));
    }

    /**
     * Marks about a share of each label's photos as queries. A group is marked as a whole; a label with a single group is
     * not marked. Groups are ranked by a hash of their names, so that the same ones are marked in every run.
     */
    public Dataset<PhotoRow> holdOut(Dataset<PhotoRow> files, double share) {
        Column order = xxhash64(col("group"), lit(HOLD_OUT_SEED));
        WindowSpec inOrder = byLabel().orderBy(order, col("group"), col("source"));
        Dataset<Row> groups = files.filter(col("indexed").and(col("reason").isNull()))
                .groupBy("label", "source", "group")
                .agg(count(lit(1)).as("size"))
                .withColumn("before", sum("size").over(inOrder).minus(col("size")))
                .withColumn("rank", row_number().over(inOrder))
                .withColumn("groups", count(lit(1)).over(byLabel()))
                .withColumn("total", sum("size").over(byLabel()))
                .select(
                        col("label"),
                        col("source"),
                        col("group"),
                        col("before")
                                .lt(col("total").multiply(share))
                                .and(col("rank").lt(col("groups")))
                                .as("chosen"));
        return files.join(groups, new String[] {"label", "source", "group"}, "left")
                .withColumn("query", col("query").or(col("indexed").and(coalesce(col("chosen"), lit(false)))))
                .drop("chosen")
                .as(Encoders.bean(PhotoRow.class));
    }

    private static WindowSpec byLabel() {
        return Window.partitionBy("label");
    }

    /**
     * Requires, before anything is written, that all folders can be listed, that none lies in another, where the same photos
     * would be taken twice or be queries to an index that holds them, that the index lies in none, where its own files would
     * be taken for photos, and that the table of labels is one.
     *
     * @param index root of the index
     * @param folders all folders, whatever their photos are for
     * @throws IndexingException {@link Failure#UNUSABLE_REQUEST} if one does not exist, they overlap, or the table is unusable
     * @throws IOException if one cannot be reached
     */
    public void requireUsable(String index, List<String> folders) throws IOException {
        Configuration configuration = spark.sessionState().newHadoopConf();
        SourceFolder root = SourceFolder.of(index, configuration);
        List<SourceFolder> seen = new ArrayList<>();
        for (String name : folders) {
            SourceFolder folder = SourceFolder.of(name, configuration);
            folder.requireReadable(configuration);
            if (root.isWithin(folder)) {
                throw unusable("the index %s must not lie inside the photos %s".formatted(index, name));
            }
            for (SourceFolder other : seen) {
                if (folder.isWithin(other) || other.isWithin(folder)) {
                    throw unusable("the folders %s and %s overlap: their photos would be taken twice"
                            .formatted(other.name(), name));
                }
            }
            seen.add(folder);
        }
        if (labels.table() != null) {
            new LabelTable(spark, labels.table()).requireOneLabelEach();
        }
    }

    private static IndexingException unusable(String message) {
        return new IndexingException(Failure.UNUSABLE_REQUEST, message);
    }
}
