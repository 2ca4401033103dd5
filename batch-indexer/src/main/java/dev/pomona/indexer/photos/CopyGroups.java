package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Groups of photos that belong together because a file of one has the bytes of a file of another, whatever their labels
 * and sources, directly or through a third. Only groups with such a file reach the driver; of photos that are groups of their
 * own only copies of queries.
 */
public final class CopyGroups {

    /** What identifies a group. */
    public static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.StringType, false)
            .add("source", DataTypes.StringType, false)
            .add("group", DataTypes.StringType, false);

    private final Map<Row, Row> parents = new HashMap<>();

    private CopyGroups() {}

    /**
     * Returns the groups without a query that are linked to a group of queries.
     *
     * @param photos hashed photos; those of a group are all queries or none is
     * @param single whether each photo is a group of its own, so that nothing is linked through a third
     */
    public static List<Row> linkedToQueries(Dataset<PhotoRow> photos, boolean single) {
        List<Row> copies = photos.groupBy("contentHash")
                .agg(
                        collect_set(struct(col("label"), col("source"), col("group"), col("query")))
                                .as("groups"),
                        max(col("query")).as("ofQuery"))
                .filter(size(col("groups")).gt(1))
                .filter(single ? col("ofQuery") : lit(true))
                .select("groups")
                .collectAsList();
        CopyGroups links = new CopyGroups();
        Set<Row> queries = new HashSet<>();
        for (Row copy : copies) {
            List<Row> groups = copy.getList(0);
            Row first = key(groups.get(0));
            for (Row group : groups) {
                links.join(first, key(group));
                if (group.getBoolean(3)) {
                    queries.add(key(group));
                }
            }
        }
        Set<Row> reached = new HashSet<>();
        queries.forEach(query -> reached.add(links.root(query)));
        return links.parents.keySet().stream()
                .filter(group -> !queries.contains(group) && reached.contains(links.root(group)))
                .toList();
    }

    private static Row key(Row group) {
        return RowFactory.create(group.getString(0), group.getString(1), group.getString(2));
    }

    private void join(Row a, Row b) {
        parents.putIfAbsent(a, a);
        parents.putIfAbsent(b, b);
        parents.put(root(b), root(a));
    }

    /** Halves the path on the way (Tarjan and van Leeuwen 1984), so that a long chain of copies costs no more. */
    private Row root(Row group) {
        Row at = group;
        Row parent = parentOf(at);
        while (!parent.equals(at)) {
            Row above = parentOf(parent);
            parents.put(at, above);
            at = above;
            parent = parentOf(at);
        }
        return at;
    }

    private Row parentOf(Row group) {
        return parents.getOrDefault(group, group);
    }
}
