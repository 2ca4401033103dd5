package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.recognition.KindClassifier.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KindClassifierTest {

    private static final KindClassifier TWO = new KindClassifier(List.of(
            new Kind("apple", List.of("Gala", "Golden"), 1, new float[] {2, 0}),
            new Kind("pear", List.of("Anjou"), 0, new float[] {0, 1})));

    @Test
    void logitsAreLinearInTheSquareRootsOfTheFeatures() {
        KindScores scores = TWO.scores(new float[][] {{9, 16}});
        // apple 1 + 2 x 3, pear 4
        double sum = Math.log(Math.exp(7) + Math.exp(4));
        assertThat(scores.familiarity()).isCloseTo(7, within(1e-6));
        assertThat(scores.logShare("apple")).isCloseTo(7 - sum, within(1e-6));
        assertThat(scores.logShare("pear")).isCloseTo(4 - sum, within(1e-6));
    }

    @Test
    void theRootOfAFeatureBelowZeroHasItsSign() {
        assertThat(TWO.scores(new float[][] {{-4, 0}}).logShare("apple"))
                .isEqualTo(TWO.scores(new float[][] {{0, 16}}).logShare("apple"));
        assertThat(KindClassifier.root(-2.25f)).isEqualTo(-1.5);
        assertThat(KindClassifier.root(2.25f)).isEqualTo(1.5);
        assertThat(KindClassifier.root(0)).isZero();
    }

    @Test
    void theLogitsOfViewsAreAveraged() {
        KindScores scores = TWO.scores(new float[][] {{9, 0}, {1, 0}});
        // apple 1 + 2 x (3 + 1) / 2, pear 0
        assertThat(scores.familiarity()).isCloseTo(5, within(1e-6));
    }

    @Test
    void aKindThatIsNotAmongTheMostProbableHasTheLeastShareOfThem() {
        KindClassifier many = new KindClassifier(IntStream.range(0, 30)
                .mapToObj(i -> new Kind("kind" + i, List.of("label" + i), -i, new float[1]))
                .toList());
        KindScores scores = many.scores(new float[1][1]);
        assertThat(scores.logShares()).hasSize(20);
        assertThat(scores.logShare("kind29"))
                .isEqualTo(scores.logShare("kind19"))
                .isLessThan(scores.logShare("kind18"));
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(TWO.scores(new float[][] {{1e8f, 0}}).familiarity()).isCloseTo(20_001, within(0.01));
    }

    @Test
    void namesTheKindOfALabel() {
        assertThat(TWO.kindOf("Golden")).isEqualTo("apple");
        assertThat(TWO.kindOf("Durian")).isEqualTo("Durian");
    }

    @Test
    void theWeightsOfKindsHaveOneLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KindClassifier(List.of(
                        new Kind("apple", List.of(), 0, new float[2]), new Kind("pear", List.of(), 0, new float[3]))))
                .withMessage("kind 'pear' has 3 weights, 'apple' has 2");
    }
}
