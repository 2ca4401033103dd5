package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.fit.BroadcastReduction;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.recognition.Evidence;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.recognition.KindScores;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * A nearest-neighbour search over an index that is spread over the executors. The queries go to every partition and the
 * partial results are merged, so no machine holds all vectors, and the driver's memory depends on the queries alone.
 */
final class IndexSearch {

    private IndexSearch() {}

    /**
     * A held-out photo, reduced.
     *
     * @param source qualified path of the folder that it lies below, or a name
     * @param kinds scores of the kinds; null if there is no classifier
     */
    record Query(
            String source,
            String contentHash,
            String label,
            boolean negative,
            float[] vector,
            @Nullable KindScores kinds)
            implements Serializable {

        /** The same of a source with this name. */
        Query of(String name) {
            return new Query(name, contentHash, label, negative, vector, kinds);
        }
    }

    /** An indexed photo, reduced. */
    record IndexedPhoto(String photo, String label, float[] vector) implements Serializable {}

    /** The search result of a query. */
    record Found(Query query, SearchResult result) {

        Evidence evidence() {
            return new Evidence(result, query.kinds());
        }
    }

    /**
     * Reduces held-out photos.
     *
     * @param views number of views of each that count at most, the first ones
     */
    static List<Query> queries(Dataset<PhotoRow> photos, int views, Reduction reduction, KindClassifier classifier) {
        Broadcast<BroadcastReduction> sent = send(photos, reduction);
        Broadcast<KindClassifier> sentClassifier = context(photos).broadcast(classifier);
        return photos.javaRDD()
                .map(photo -> query(photo, views, sent.value().get(), sentClassifier.value()))
                .collect();
    }

    private static Query query(PhotoRow photo, int views, Reduction reduction, KindClassifier classifier) {
        float[][] all = photo.requireQueryFeatures();
        float[][] features = Arrays.copyOf(all, Math.min(views, all.length));
        return new Query(
                photo.getSource(),
                String.valueOf(photo.getContentHash()),
                photo.getLabel(),
                photo.isNegative(),
                reduction.reduce(features),
                classifier.isEmpty() ? null : classifier.scores(features));
    }

    /** Reduces indexed photos. */
    static JavaRDD<IndexedPhoto> index(Dataset<PhotoRow> photos, Reduction reduction) {
        Broadcast<BroadcastReduction> sent = send(photos, reduction);
        return photos.javaRDD()
                .map(photo -> new IndexedPhoto(
                        photo.getPhoto(), photo.getLabel(), sent.value().get().reduce(photo.requireFeatures())));
    }

    /** Reads the index in a table with the columns photo, label and vector. */
    static JavaRDD<IndexedPhoto> index(Dataset<Row> vectors) {
        return vectors.select("photo", "label", "vector")
                .javaRDD()
                .map(row -> new IndexedPhoto(row.getString(0), row.getString(1), floats(row.getList(2))));
    }

    /** Finds the nearest photos and labels of each query. */
    static List<Found> find(List<Query> queries, JavaRDD<IndexedPhoto> index, int neighbours) {
        if (queries.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(index.context());
        Broadcast<List<Query>> sent = context.broadcast(queries);
        Map<Integer, SearchResult> results = index.coalesce(context.defaultParallelism())
                .mapPartitionsToPair(partition -> search(partition, sent.value(), neighbours))
                .reduceByKey((a, b) -> a.merge(b, neighbours, NeighbourVoting.LABELS))
                .collectAsMap();
        sent.destroy();
        return results.entrySet().stream()
                .map(result -> new Found(queries.get(result.getKey()), result.getValue()))
                .toList();
    }

    private static Iterator<Tuple2<Integer, SearchResult>> search(
            Iterator<IndexedPhoto> partition, List<Query> queries, int neighbours) {
        if (!partition.hasNext()) {
            return List.<Tuple2<Integer, SearchResult>>of().iterator();
        }
        VectorIndex.Builder builder = new VectorIndex.Builder(queries.get(0).vector().length);
        partition.forEachRemaining(photo -> builder.add(photo.photo(), photo.label(), photo.vector()));
        VectorIndex index = builder.build();
        return IntStream.range(0, queries.size())
                .mapToObj(
                        i -> new Tuple2<>(i, index.search(queries.get(i).vector(), neighbours, NeighbourVoting.LABELS)))
                .iterator();
    }

    private static Broadcast<BroadcastReduction> send(Dataset<?> photos, Reduction reduction) {
        return BroadcastReduction.send(context(photos), reduction);
    }

    private static JavaSparkContext context(Dataset<?> photos) {
        return JavaSparkContext.fromSparkContext(photos.sparkSession().sparkContext());
    }

    static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
