package dev.pomona.model.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 39})
    void theInnerProductTakesEveryNumber(int length) {
        float[] a = new float[length];
        float[] b = new float[length];
        float expected = 0;
        for (int i = 0; i < length; i++) {
            a[i] = i + 1;
            b[i] = i % 3 - 1;
            expected += a[i] * b[i];
        }
        assertThat(Vectors.dot(a, b)).isEqualTo(expected);
    }

    @Test
    void theInnerProductWithPartOfALongerArray() {
        float[] longer = {100, 100, 1, 2, 3, 4, 5, 100};
        assertThat(Vectors.dot(new float[] {1, 1, 1, 1, 10}, longer, 2)).isEqualTo(60);
    }

    @Test
    void normalisingKeepsTheDirection() {
        float[] vector = {3, 0, -4};
        assertThat(Vectors.normalise(vector))
                .isSameAs(vector)
                .containsExactly(new float[] {0.6f, 0, -0.8f}, within(1e-6f));
    }

    @Test
    void lengthsBeyondTheRangeOfAFloatSquaredAreNormalised() {
        assertThat(Vectors.normalise(new float[] {3e30f, 4e30f}))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(Vectors.normalise(new float[] {3e-30f, 4e-30f}))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    @Test
    void aZeroVectorStaysAsItIs() {
        assertThat(Vectors.normalise(new float[3])).containsExactly(0, 0, 0);
    }
}
