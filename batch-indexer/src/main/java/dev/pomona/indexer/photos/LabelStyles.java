package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.pomona.model.recognition.LabelPhotos;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;

/**
 * A look for labels of unlike styles, such as studio pictures beside snapshots: an index tells styles apart as well as fruit.
 * Before the photos are read their length alone is known. Within one set of photos the typical lengths of labels, in order,
 * differ by a factor of 1.4 at most; of Fruits-360 beside shop or web photos by 2.1 to 2.7. Sets of equal length are missed.
 */
public final class LabelStyles {

    /** Factor between the typical lengths of two groups of labels. */
    private static final double UNLIKE = 2;

    /** Labels of a group that a warning names. */
    private static final int NAMED = 5;

    private record Typical(String label, long length) {}

    private LabelStyles() {}

    /** Returns a warning with the number of labels of each group; empty if there is one group. */
    public static Optional<String> warning(Dataset<PhotoRow> listed) {
        List<Typical> labels = listed
                .filter(col("indexed")
                        .and(col("reason").isNull())
                        .and(col("label").notEqual("")))
                .groupBy("label")
                .agg(
                        expr("percentile_approx(length, 0.5)").as("length"),
                        count(lit(1)).as("photos"))
                .filter(col("photos").geq(LabelPhotos.FEWEST))
                .collectAsList()
                .stream()
                .map(row -> new Typical(row.getString(0), Math.max(1, row.getLong(1))))
                .sorted(Comparator.comparingLong(Typical::length).thenComparing(Typical::label))
                .toList();
        int split = 0;
        double widest = UNLIKE;
        for (int i = 1; i < labels.size(); i++) {
            double factor = (double) labels.get(i).length() / labels.get(i - 1).length();
            if (factor >= widest) {
                widest = factor;
                split = i;
            }
        }
        if (split == 0) {
            return Optional.empty();
        }
        return Optional.of(
                ("photos of %s, and of %s: if these are unlike styles (studio pictures and snapshots, say), the index"
                                + " may tell styles apart instead of fruit; photos of both styles under each label help")
                        .formatted(group(labels.subList(0, split)), group(labels.subList(split, labels.size()))));
    }

    private static String group(List<Typical> labels) {
        String named = labels.stream().limit(NAMED).map(Typical::label).collect(Collectors.joining(", "));
        return "%d labels have typically %,d bytes (%s%s)"
                .formatted(
                        labels.size(),
                        labels.get(labels.size() / 2).length(),
                        named,
                        labels.size() > NAMED ? ", ..." : "");
    }
}
