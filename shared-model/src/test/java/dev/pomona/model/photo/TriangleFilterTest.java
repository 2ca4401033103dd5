package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriangleFilterTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 100, 223, 224, 225, 447, 448, 1000, 8191})
    void weightsSumToOneAndStayWithinTheInput(int inputs) {
        TriangleFilter filter = TriangleFilter.resampling(inputs, 224);
        for (int i = 0; i < 224; i++) {
            float sum = 0;
            for (float weight : filter.weights()[i]) {
                assertThat(weight).isNotNegative();
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-5f));
            assertThat(filter.first()[i]).isNotNegative();
            assertThat(filter.first()[i] + filter.weights()[i].length).isLessThanOrEqualTo(inputs);
        }
    }

    @Test
    void anEqualSizeIsTheIdentity() {
        TriangleFilter filter = TriangleFilter.resampling(224, 224);
        for (int i = 0; i < 224; i++) {
            for (int j = 0; j < filter.weights()[i].length; j++) {
                assertThat(filter.weights()[i][j]).isEqualTo(filter.first()[i] + j == i ? 1 : 0);
            }
        }
    }

    @Test
    void halvingTakesFourPixelsEach() {
        TriangleFilter filter = TriangleFilter.resampling(8, 4);
        assertThat(filter.first()[1]).isEqualTo(1);
        assertThat(filter.weights()[1]).containsExactly(0.125f, 0.375f, 0.375f, 0.125f);
    }

    @Test
    void enlargingInterpolatesBetweenTwoPixels() {
        TriangleFilter filter = TriangleFilter.resampling(2, 4);
        assertThat(filter.first()[1]).isZero();
        assertThat(filter.weights()[1]).containsExactly(0.75f, 0.25f);
        assertThat(filter.weights()[2]).containsExactly(0.25f, 0.75f);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 224, 225, 640})
    void isSymmetric(int inputs) {
        TriangleFilter filter = TriangleFilter.resampling(inputs, 224);
        for (int i = 0; i < 112; i++) {
            float[] left = filter.weights()[i];
            float[] right = filter.weights()[223 - i];
            assertThat(right).hasSameSizeAs(left);
            for (int j = 0; j < left.length; j++) {
                assertThat(right[left.length - 1 - j]).isCloseTo(left[j], within(1e-6f));
            }
        }
    }
}
