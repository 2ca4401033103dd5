package dev.pomona.indexer.evaluate;

import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges each answer by a calibration that was fitted without its label: what is said of a calibration on the photos it
 * was fitted on flatters it, and photos of one label may be near-duplicates.
 */
record CrossFit(CalibrationFit fit, NeighbourVoting vote) {

    private static final int FOLDS = 5;

    /** The answers, judged; empty where there are fewer than two labels to take turns. */
    List<JudgedAnswer> judge(List<AnsweredPhoto> answers) {
        List<String> labels =
                answers.stream().map(AnsweredPhoto::label).distinct().sorted().toList();
        if (labels.size() < 2) {
            return List.of();
        }
        List<JudgedAnswer> judged = new ArrayList<>();
        for (int fold = 0; fold < Math.min(FOLDS, labels.size()); fold++) {
            int number = fold;
            Set<String> inFold = IntStream.range(0, labels.size())
                    .filter(label -> label % FOLDS == number)
                    .mapToObj(labels::get)
                    .collect(Collectors.toSet());
            Calibration others = fit.fit(answers.stream()
                    .filter(answer -> !inFold.contains(answer.label()))
                    .toList());
            answers.stream()
                    .filter(answer -> inFold.contains(answer.label()))
                    .map(answer -> JudgedAnswer.judge(answer, vote, others))
                    .forEach(judged::add);
        }
        return judged;
    }
}
