package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.reduction.Reduction;
import java.util.List;

/** A loaded index that answers queries: features in, answer out. Immutable and thread-safe. */
public record Recogniser(Reduction reduction, VectorIndex vectors, AnswerRules rules) {

    public Recogniser {
        if (reduction.dimension() != vectors.dimension()) {
            throw new IllegalArgumentException("the reduction yields %d numbers, the vectors have %d"
                    .formatted(reduction.dimension(), vectors.dimension()));
        }
    }

    /** Answers a query of one or several photos of one fruit, given the features of each photo's views. */
    public Recognition recognise(List<float[][]> photos) {
        return rules.answer(search(photos));
    }

    /** Returns the search result of each photo, given the features of its views. */
    public List<SearchResult> search(List<float[][]> photos) {
        return photos.stream()
                .map(views -> vectors.search(
                        reduction.reduce(views), rules.neighbourVoting().neighbours(), NeighbourVoting.LABELS))
                .toList();
    }
}
