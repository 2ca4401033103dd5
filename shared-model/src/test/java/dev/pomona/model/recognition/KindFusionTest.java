package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KindFusionTest {

    private static final Neighbour NEAREST = new Neighbour("1", "Golden", 0.9f);

    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate("Anjou", 0.4, NEAREST),
            new Candidate("Golden", 0.2, NEAREST),
            new Candidate("Gala", 0.1, NEAREST),
            new Candidate("Durian", 0.1, NEAREST));

    private static List<Candidate> fused(KindFusion fusion, @Nullable KindScores... photos) {
        return fusion.candidates(
                CANDIDATES,
                java.util.Arrays.stream(photos)
                        .map(kinds -> new Evidence(new SearchResult(List.of(NEAREST), List.of(NEAREST)), kinds))
                        .toList(),
                label -> Map.of("Anjou", "pear", "Golden", "apple", "Gala", "apple")
                        .getOrDefault(label, label));
    }

    private static KindScores scores(double apple, double pear) {
        return new KindScores(0, Map.of("apple", Math.log(apple), "pear", Math.log(pear)), Math.log(0.01));
    }

    private static double confidence(List<Candidate> candidates, String label) {
        return candidates.stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow()
                .confidence();
    }

    @Test
    void kindsShareTheConfidenceByTheProductOfVotesAndClassifier() {
        List<Candidate> fused = fused(new KindFusion(1, 1, 1), scores(0.8, 0.19));
        double apple = 0.3 * 0.8;
        double pear = 0.4 * 0.19;
        double durian = 0.1 * 0.01;
        double whole = apple + pear + durian;
        assertThat(fused).extracting(Candidate::label).containsExactly("Golden", "Gala", "Anjou", "Durian");
        assertThat(confidence(fused, "Anjou")).isCloseTo(0.8 * pear / whole, within(1e-9));
        assertThat(confidence(fused, "Golden")).isCloseTo(0.8 * apple / whole * 2 / 3, within(1e-9));
        assertThat(fused.stream().mapToDouble(Candidate::confidence).sum()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void labelsShareTheConfidenceOfTheirKindByAPowerOfTheirs() {
        List<Candidate> fused = fused(new KindFusion(1, 0, 2), scores(0.9, 0.05));
        assertThat(confidence(fused, "Golden")).isCloseTo(0.3 * 4 / 5, within(1e-9));
        assertThat(confidence(fused, "Gala")).isCloseTo(0.3 / 5, within(1e-9));
        assertThat(confidence(fused, "Anjou")).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void withoutWeightOfTheClassifierNothingChanges() {
        assertThat(confidence(fused(KindFusion.NEIGHBOURS, scores(0.9, 0.05)), "Anjou"))
                .isCloseTo(0.4, within(1e-9));
    }

    @Test
    void severalPhotosAgreeByTheirMeanLogarithm() {
        List<Candidate> even = fused(new KindFusion(0, 1, 1), scores(0.8, 0.1), scores(0.1, 0.8));
        assertThat(confidence(even, "Anjou")).isCloseTo(confidence(even, "Golden") * 1.5, within(1e-9));
    }

    @Test
    void anIndexWithoutClassifierAnswersByItsNeighbours() {
        assertThat(fused(new KindFusion(1, 1, 2), (KindScores) null)).isEqualTo(CANDIDATES);
    }
}
