package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.reduction.Reduction;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecogniserTest {

    /** Three features, of which the mean is taken and the last is dropped. */
    private static final Reduction REDUCTION = Reduction.principalComponents(
            new float[] {1, 1, 1}, new float[] {1, 2, 1}, new float[][] {{1, 0, 0}, {0, 1, 0}});

    private static final VectorIndex VECTORS = new VectorIndex.Builder(2)
            .add("lime1", "lime", new float[] {1, 0})
            .add("lemon1", "lemon", new float[] {0, 1})
            .build();

    private static final Recogniser RECOGNISER = new Recogniser(
            REDUCTION,
            KindClassifier.NONE,
            VECTORS,
            new AnswerRules(
                    new NeighbourVoting(1, 0.02),
                    new Calibration(0, 0, 20),
                    KindFusion.NEIGHBOURS,
                    new Thresholds(0.5, 0.9)));

    @Test
    void answersWithTheNearestLabel() {
        Recognition recognition = RECOGNISER.recognise(List.<float[][]>of(new float[][] {{5, 1, 77}}));
        assertThat(recognition.status()).isEqualTo(Status.RECOGNISED);
        assertThat(recognition.best().label()).isEqualTo("lime");
        assertThat(recognition.best().nearest().similarity()).isEqualTo(1);
        assertThat(recognition.candidates()).hasSize(2);
        assertThat(recognition.neighbours()).hasSize(1);
    }

    @Test
    void severalViewsAreOneQuestion() {
        float[][] views = {{5, 1, 0}, {1, 9, 0}, {1, 9, 0}};
        Recognition recognition = RECOGNISER.recognise(List.<float[][]>of(views));
        assertThat(recognition.best().label()).isEqualTo("lemon");
        assertThat(recognition.neighbours()).hasSize(1);
    }

    @Test
    void severalPhotosVoteTogether() {
        float[][] sure = {{1, 9, 0}};
        float[][] unsure = {{3, 4.9f, 0}};
        Recognition recognition = RECOGNISER.recognise(List.of(unsure, sure));
        assertThat(recognition.best().label()).isEqualTo("lemon");
        assertThat(recognition.neighbours()).hasSize(2);
    }

    @Test
    void reductionAndVectorsFitTogether() {
        VectorIndex longer =
                new VectorIndex.Builder(3).add("a", "lime", new float[3]).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recogniser(REDUCTION, KindClassifier.NONE, longer, AnswerRules.UNMEASURED))
                .withMessageContaining("2 numbers")
                .withMessageContaining("have 3");
    }
}
