package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.SearchResult;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an index says about a photo.
 *
 * @param neighbours its nearest photos and labels
 * @param kinds the scores of the kinds; null if the index has no classifier
 */
public record Evidence(SearchResult neighbours, @Nullable KindScores kinds) implements Serializable {

    /** Returns how much the photo is like those of the index: as the classifier says, or else the best similarity. */
    public double familiarity() {
        return kinds == null ? neighbours.nearest().get(0).similarity() : kinds.familiarity();
    }
}
