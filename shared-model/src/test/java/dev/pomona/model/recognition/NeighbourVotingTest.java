package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourVotingTest {

    private static final double TEMPERATURE = 0.1;

    private static final Neighbour LIME = new Neighbour("lime1", "lime", 0.9f);
    private static final Neighbour LEMON = new Neighbour("lemon1", "lemon", 0.85f);
    private static final Neighbour LEMON_2 = new Neighbour("lemon2", "lemon", 0.84f);
    private static final Neighbour LEEK = new Neighbour("leek1", "leek", 0.2f);

    private static final SearchResult RESULT =
            new SearchResult(List.of(LIME, LEMON, LEMON_2), List.of(LIME, LEMON, LEEK));

    @Test
    void aLabelsScoreIsTheSmoothedSimilarityOfItsVoters() {
        List<LabelScore> scores = new NeighbourVoting(10, TEMPERATURE).scores(RESULT);
        assertThat(scores).extracting(LabelScore::label).containsExactly("lemon", "lime", "leek");
        double lemon = TEMPERATURE * Math.log(Math.exp(0.85 / TEMPERATURE) + Math.exp(0.84 / TEMPERATURE));
        assertThat(scores.get(0).score()).isCloseTo(lemon, within(1e-6));
        assertThat(scores.get(1).score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void aLabelWithoutVoterScoresTheSimilarityOfItsNearestPhoto() {
        LabelScore leek = new NeighbourVoting(10, TEMPERATURE).scores(RESULT).get(2);
        assertThat(leek.score()).isCloseTo(0.2, within(1e-6));
        assertThat(leek.nearest()).isEqualTo(LEEK);
    }

    @Test
    void onlyTheNearestVote() {
        List<LabelScore> scores = new NeighbourVoting(2, TEMPERATURE).scores(RESULT);
        assertThat(scores).extracting(LabelScore::label).containsExactly("lime", "lemon", "leek");
        assertThat(scores.get(1).score()).isCloseTo(0.85, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.001, 1e-9})
    void aLowTemperatureLetsTheNearestDecide(double temperature) {
        List<LabelScore> scores = new NeighbourVoting(10, temperature).scores(RESULT);
        assertThat(scores).extracting(LabelScore::label).containsExactly("lime", "lemon", "leek");
        assertThat(scores.get(1).score()).isCloseTo(0.85, within(0.01));
        assertThat(scores.get(2).score()).isCloseTo(0.2, within(1e-6));
        assertThat(scores.get(2).margin()).isCloseTo(-0.7, within(1e-6));
    }

    @Test
    void aHighTemperatureCountsHeads() {
        Neighbour far = new Neighbour("lemon3", "lemon", 0);
        SearchResult result = new SearchResult(List.of(LIME, far, far), List.of(LIME, far));
        assertThat(new NeighbourVoting(10, 100).scores(result).get(0).label()).isEqualTo("lemon");
    }

    @Test
    void theMarginIsTheLeadOverTheBestOtherLabel() {
        List<LabelScore> scores = new NeighbourVoting(2, TEMPERATURE).scores(RESULT);
        assertThat(scores.get(0).margin()).isCloseTo(0.05, within(1e-6));
        assertThat(scores.get(1).margin()).isCloseTo(-0.05, within(1e-6));
        assertThat(scores.get(2).margin()).isCloseTo(-0.7, within(1e-6));
    }

    @Test
    void aLabelWithoutRivalLeadsOverTheLowestCosine() {
        LabelScore only = new NeighbourVoting(2, TEMPERATURE)
                .scores(new SearchResult(List.of(LIME), List.of(LIME)))
                .get(0);
        assertThat(only.margin()).isCloseTo(1.9, within(1e-6));
    }

    @Test
    void severalPhotosArePooledByTheirMeanScore() {
        Neighbour nearerLemon = new Neighbour("lemon9", "lemon", 0.95f);
        Neighbour farLime = new Neighbour("lime9", "lime", 0.5f);
        SearchResult other = new SearchResult(List.of(nearerLemon, farLime), List.of(nearerLemon, farLime));
        List<LabelScore> scores = new NeighbourVoting(2, TEMPERATURE).scores(List.of(RESULT, other));
        assertThat(scores.get(0).label()).isEqualTo("lemon");
        assertThat(scores.get(0).score()).isCloseTo((0.85 + 0.95) / 2, within(1e-6));
        assertThat(scores.get(0).nearest()).isEqualTo(nearerLemon);
        assertThat(scores.get(1).label()).isEqualTo("lime");
        assertThat(scores.get(1).score()).isCloseTo((0.9 + 0.5) / 2, within(1e-6));
        assertThat(scores.get(1).nearest()).isEqualTo(LIME);
    }

    @Test
    void aPhotoThatDoesNotSeeALabelGivesItItsLowestScore() {
        SearchResult lime = new SearchResult(List.of(LIME), List.of(LIME));
        List<LabelScore> scores = new NeighbourVoting(3, TEMPERATURE).scores(List.of(RESULT, lime));
        assertThat(scores.get(2).label()).isEqualTo("leek");
        assertThat(scores.get(2).score()).isCloseTo((0.2 + 0.9) / 2, within(1e-6));
    }

    @Test
    void needsVotersAndATemperature() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NeighbourVoting(0, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NeighbourVoting(5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new NeighbourVoting(5, Double.NaN));
    }
}
