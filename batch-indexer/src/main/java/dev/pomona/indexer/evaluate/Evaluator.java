package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.featurise.FeaturisedPhoto;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.recognition.Vote;
import dev.pomona.model.reduction.Reduction;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Asks held-out photos of an index that does not know them, and learns from the answers how sure an answer is. */
public final class Evaluator {

    /** Held-out photos beyond this many would not change a figure; it bounds what reaches the driver. */
    static final int MAX_QUESTIONS = 10_000;

    private static final Vote VOTE = AnswerRules.UNMEASURED.vote();

    private final SparkSession spark;
    private final boolean likeIndexed;
    private final int views;

    /**
     * @param likeIndexed whether the held-out photos were taken from those to be indexed. Such photos are nearer to the
     *     index than what people will ask, so the threshold of UNKNOWN is then never set above the usual one.
     * @param views of a held-out photo that are asked
     */
    public Evaluator(SparkSession spark, boolean likeIndexed, int views) {
        this.spark = spark;
        this.likeIndexed = likeIndexed;
        this.views = View.of(views).size();
    }

    /**
     * Asks the held-out photos; those whose label is not indexed have no right answer and are left out.
     *
     * @param source what they are, for the manifest
     * @param asked photos with questions, none of them in {@code indexed}
     * @param indexed the photos of the index, with which the reduction was fitted
     */
    public Evaluated evaluate(
            String source, Dataset<FeaturisedPhoto> asked, Dataset<FeaturisedPhoto> indexed, Reduction reduction) {
        List<String> labels =
                indexed.select("label").distinct().as(Encoders.STRING()).collectAsList();
        Dataset<FeaturisedPhoto> answerable =
                asked.filter(col("label").isInCollection(labels).or(col("negative")));
        List<AnsweredPhoto> answers =
                new HeldOutSearch(VOTE.neighbours(), views, MAX_QUESTIONS).ask(answerable, indexed, reduction);
        List<AnsweredPhoto> fruit =
                answers.stream().filter(answer -> !answer.negative()).toList();
        if (fruit.isEmpty()) {
            return new Evaluated(AnswerRules.UNMEASURED, Manifest.Evaluation.NONE, HeldOutDetails.NONE);
        }
        Calibration calibration = new CalibrationFit(spark, VOTE).fit(fruit);
        HeldOutAnswers judged = new HeldOutAnswers(
                judged(fruit, calibration),
                judged(answers.stream().filter(AnsweredPhoto::negative).toList(), calibration));
        Thresholds measured = judged.thresholds();
        Thresholds thresholds = likeIndexed ? capped(measured) : measured;
        return new Evaluated(
                new AnswerRules(VOTE, calibration, thresholds),
                judged.evaluation(source, thresholds),
                judged.details());
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
