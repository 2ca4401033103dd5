package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.fit.BroadcastReduction;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import scala.Tuple2;

/**
 * Finds the nearest indexed photos of held-out ones. The questions go to every partition of the index and the partial
 * answers are merged, so no machine holds all vectors; what reaches the driver depends on the questions alone.
 */
final class HeldOutSearch {

    private final int neighbours;
    private final int views;

    /**
     * @param neighbours how many are found for each question
     * @param views how many of a question's views are asked, the first ones
     */
    HeldOutSearch(int neighbours, int views) {
        this.neighbours = neighbours;
        this.views = views;
    }

    /** A held-out photo, reduced. */
    private record Question(String label, boolean negative, float[] vector) implements Serializable {}

    List<AnsweredPhoto> ask(Dataset<PhotoRow> photos, Dataset<PhotoRow> indexed, Reduction reduction) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(photos.sparkSession().sparkContext());
        Broadcast<BroadcastReduction> sent = BroadcastReduction.send(context, reduction);
        int asked = views;
        List<Question> questions = photos.javaRDD()
                .map(photo -> new Question(
                        photo.getLabel(),
                        photo.isNegative(),
                        sent.value().get().reduce(Arrays.copyOf(photo.requireQueryFeatures(), asked))))
                .collect();
        Broadcast<List<Question>> sentQuestions = context.broadcast(questions);
        int count = neighbours;
        JavaPairRDD<Integer, SearchResult> partial = indexed.javaRDD()
                .coalesce(context.defaultParallelism())
                .mapPartitionsToPair(
                        partition -> answers(partition, sent.value().get(), sentQuestions.value(), count));
        Map<Integer, SearchResult> answers = partial.reduceByKey((a, b) -> a.merge(b, count, NeighbourVoting.LABELS))
                .collectAsMap();
        return answers.entrySet().stream()
                .map(answer -> answered(questions.get(answer.getKey()), answer.getValue()))
                .toList();
    }

    private static AnsweredPhoto answered(Question question, SearchResult hits) {
        return new AnsweredPhoto(question.label(), question.negative(), hits);
    }

    private static Iterator<Tuple2<Integer, SearchResult>> answers(
            Iterator<PhotoRow> partition, Reduction reduction, List<Question> questions, int count) {
        if (!partition.hasNext()) {
            return List.<Tuple2<Integer, SearchResult>>of().iterator();
        }
        VectorIndex.Builder builder = new VectorIndex.Builder(reduction.dimension());
        partition.forEachRemaining(
                photo -> builder.add(photo.getPhoto(), photo.getLabel(), reduction.reduce(photo.requireFeatures())));
        VectorIndex index = builder.build();
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new Tuple2<>(i, index.search(questions.get(i).vector(), count, NeighbourVoting.LABELS)))
                .iterator();
    }
}
