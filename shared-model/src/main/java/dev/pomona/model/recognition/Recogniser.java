package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.reduction.Reduction;
import java.util.List;

/** A loaded index that answers queries: features in, answer out. Immutable and thread-safe. */
public record Recogniser(Reduction reduction, KindClassifier classifier, VectorIndex vectors, AnswerRules rules) {

    public Recogniser {
        if (reduction.dimension() != vectors.dimension()) {
            throw new IllegalArgumentException("the reduction yields %d numbers, the vectors have %d"
                    .formatted(reduction.dimension(), vectors.dimension()));
        }
    }

    /** Answers a query of one or several photos of one fruit, given the features of each photo's views. */
    public Recognition recognise(List<float[][]> photos) {
        return answer(search(photos));
    }

    /** Returns what the index says about each photo, given the features of its views. */
    public List<Evidence> search(List<float[][]> photos) {
        return photos.stream()
                .map(views -> new Evidence(
                        vectors.search(
                                reduction.reduce(views), rules.neighbourVoting().neighbours(), NeighbourVoting.LABELS),
                        classifier.isEmpty() ? null : classifier.scores(views)))
                .toList();
    }

    /** Returns the answer to one or several photos of one fruit. */
    public Recognition answer(List<Evidence> photos) {
        return rules.answer(photos, classifier::kindOf);
    }
}
