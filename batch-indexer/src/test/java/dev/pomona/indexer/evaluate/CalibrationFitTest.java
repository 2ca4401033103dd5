package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.NeighbourVoting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {

    private static final NeighbourVoting VOTE = new NeighbourVoting(2, 0.02);

    private static AnsweredPhoto photo(String truth, float first, float second) {
        List<Neighbour> found = List.of(new Neighbour("1", "a", first), new Neighbour("2", "b", second));
        return new AnsweredPhoto(truth, false, new SearchResult(found, found));
    }

    /** Of the clear photos 9 in 10 are of the first label, of the unclear ones 6 in 10. */
    private static List<AnsweredPhoto> photos() {
        List<AnsweredPhoto> photos = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            photos.add(photo(i % 10 < 9 ? "a" : "b", 0.9f, 0.4f));
            photos.add(photo(i % 10 < 6 ? "a" : "b", 0.9f, 0.8f));
        }
        return photos;
    }

    @Test
    void confidenceIsTheShareThatWasRight() {
        Calibration calibration = new CalibrationFit(LocalSpark.session(), VOTE).fit(photos());
        assertThat(calibration.confidence(
                        VOTE.scores(photo("", 0.9f, 0.4f).hits()).get(0)))
                .isCloseTo(0.9, within(0.05));
        assertThat(calibration.confidence(
                        VOTE.scores(photo("", 0.9f, 0.8f).hits()).get(0)))
                .isCloseTo(0.6, within(0.05));
    }

    @Test
    void aFewPhotosThatWereAllRightDoNotMakeCertain() {
        List<AnsweredPhoto> right = List.of(photo("a", 0.9f, 0.1f), photo("a", 0.8f, 0.2f));
        Calibration calibration = new CalibrationFit(LocalSpark.session(), VOTE).fit(right);
        assertThat(calibration.confidence(
                        VOTE.scores(photo("", 0.9f, 0.1f).hits()).get(0)))
                .isBetween(0.6, 0.9);
    }
}
