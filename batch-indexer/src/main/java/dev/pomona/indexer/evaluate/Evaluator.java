package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.photos.PhotoCounts;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.reduction.Reduction;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** Asks held-out photos of an index that does not know them, and learns from the answers how sure an answer is. */
public final class Evaluator {

    /**
     * Photos beyond these would not change a figure (one standard error of a share is then half a point, and one), and
     * what reaches the driver has a bound.
     */
    private static final QuestionSample SAMPLE = new QuestionSample(10_000, 2_000);

    private static final NeighbourVoting VOTE = AnswerRules.UNMEASURED.neighbourVoting();

    private final SparkSession spark;
    private final boolean capped;
    private final int views;

    /**
     * @param capped whether the threshold of UNKNOWN is never set above the usual one: held-out photos that have
     *     neighbours among the indexed ones are nearer to the index than what people will ask
     * @param views of a held-out photo that are asked
     */
    public Evaluator(SparkSession spark, boolean capped, int views) {
        this.spark = spark;
        this.capped = capped;
        this.views = View.of(views).size();
    }

    /**
     * Asks the held-out photos; those whose label is not indexed have no right answer and are left out.
     *
     * @param source what they are
     * @param heldOut photos with questions, none of them in {@code indexed}
     * @param indexed the photos of the index, with which the reduction was fitted
     */
    public Evaluated evaluate(
            HeldOutSource source, Dataset<PhotoRow> heldOut, Dataset<PhotoRow> indexed, Reduction reduction) {
        Map<String, Long> labels = PhotoCounts.by("label", indexed);
        Map<String, Long> fruit = PhotoCounts.by("label", heldOut.filter(not(col("negative"))));
        long answerable = total(fruit, labels::containsKey);
        long all = total(fruit, label -> true);
        Asked available = new Asked(
                answerable,
                answerable,
                all - answerable,
                0,
                heldOut.filter(col("negative")).count());
        if (answerable == 0) {
            return new Evaluated(AnswerRules.UNMEASURED, Manifest.Evaluation.NONE, HeldOutDetails.NONE);
        }
        Dataset<PhotoRow> questions = SAMPLE.of(
                heldOut.filter(col("label").isInCollection(labels.keySet()).or(col("negative"))), available);
        List<AnsweredPhoto> answers = new HeldOutSearch(VOTE.neighbours(), views).ask(questions, indexed, reduction);
        return measured(source.describe(all, total(labels, label -> true)), available, answers);
    }

    private Evaluated measured(String source, Asked available, List<AnsweredPhoto> answers) {
        Map<Boolean, List<AnsweredPhoto>> byKind =
                answers.stream().collect(Collectors.partitioningBy(AnsweredPhoto::negative));
        List<AnsweredPhoto> fruit = byKind.getOrDefault(false, List.of());
        List<AnsweredPhoto> negatives = byKind.getOrDefault(true, List.of());
        CalibrationFit fit = new CalibrationFit(spark, VOTE);
        Calibration calibration = fit.fit(fruit);
        HeldOutAnswers judged = new HeldOutAnswers(
                judged(fruit, calibration), judged(negatives, calibration), new CrossFit(fit, VOTE).judge(fruit));
        Thresholds measured = judged.thresholds();
        Thresholds thresholds = capped ? capped(measured) : measured;
        return new Evaluated(
                new AnswerRules(VOTE, calibration, thresholds),
                judged.evaluation(source, thresholds),
                judged.details(available.sampled(fruit.size(), negatives.size())));
    }

    private static long total(Map<String, Long> counts, Predicate<String> which) {
        return counts.entrySet().stream()
                .filter(label -> which.test(label.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static List<JudgedAnswer> judged(List<AnsweredPhoto> answers, Calibration calibration) {
        return answers.stream()
                .map(answer -> JudgedAnswer.judge(answer, VOTE, calibration))
                .toList();
    }

    private static Thresholds capped(Thresholds measured) {
        double usual = AnswerRules.UNMEASURED.thresholds().unknownBelow();
        return new Thresholds(Math.min(measured.unknownBelow(), usual), measured.recognisedFrom());
    }
}
