package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriangleFilterTest {

    private static TriangleFilter resampling(int inputs, int outputs) {
        return TriangleFilter.resampling(0, inputs, inputs, outputs);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 100, 223, 224, 225, 447, 448, 1000, 8191})
    void weightsSumToOneAndStayWithinTheInput(int inputs) {
        TriangleFilter filter = resampling(inputs, 224);
        for (int i = 0; i < 224; i++) {
            assertThat(filter.first(i)).isNotNegative();
            assertThat(filter.end(i)).isLessThanOrEqualTo(inputs);
            float sum = 0;
            for (float weight : weights(filter, i)) {
                assertThat(weight).isNotNegative();
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void anEqualSizeIsTheIdentity() {
        TriangleFilter filter = resampling(224, 224);
        for (int i = 0; i < 224; i++) {
            for (int input = filter.first(i); input < filter.end(i); input++) {
                assertThat(filter.weight(i, input)).isEqualTo(input == i ? 1 : 0);
            }
        }
    }

    @Test
    void halvingTakesFourPixelsEach() {
        TriangleFilter filter = resampling(8, 4);
        assertThat(filter.first(1)).isEqualTo(1);
        assertThat(weights(filter, 1)).containsExactly(0.125f, 0.375f, 0.375f, 0.125f);
    }

    @Test
    void enlargingInterpolatesBetweenTwoPixels() {
        TriangleFilter filter = resampling(2, 4);
        assertThat(filter.first(1)).isZero();
        assertThat(weights(filter, 1)).containsExactly(0.75f, 0.25f);
        assertThat(weights(filter, 2)).containsExactly(0.25f, 0.75f);
    }

    @Test
    void aSinglePixelFillsAll() {
        TriangleFilter filter = resampling(1, 4);
        assertThat(filter.taps()).isEqualTo(1);
        assertThat(filter.weights()).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 224, 225, 640})
    void isSymmetric(int inputs) {
        TriangleFilter filter = resampling(inputs, 224);
        for (int output = 0; output < 112; output++) {
            for (int input = 0; input < inputs; input++) {
                float mirrored = weightOrZero(filter, 223 - output, inputs - 1 - input);
                assertThat(mirrored).isCloseTo(weightOrZero(filter, output, input), within(1e-6f));
            }
        }
    }

    private static float[] weights(TriangleFilter filter, int output) {
        float[] weights = new float[filter.taps()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = filter.weight(output, filter.first(output) + i);
        }
        return weights;
    }

    private static float weightOrZero(TriangleFilter filter, int output, int input) {
        boolean taken = input >= filter.first(output) && input < filter.end(output);
        return taken ? filter.weight(output, input) : 0;
    }
}
