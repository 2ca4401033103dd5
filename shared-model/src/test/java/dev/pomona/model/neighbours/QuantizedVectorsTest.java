package dev.pomona.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.reduction.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizedVectorsTest {

    private static final int ROWS = 500;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 94})
    void noRowIsNearerThanItsBoundAndTheBoundIsClose(int dimension) {
        RandomVectors random = new RandomVectors(ROWS, dimension, 1);
        float[] vector = random.unit();
        QuantizedVectors.Query query = new QuantizedVectors.Query(vector);
        int[] sums = sums(flat(random, dimension), dimension, query);
        for (int row = 0; row < ROWS; row++) {
            float similarity = Vectors.dot(vector, random.vector(row));
            assertThat(query.atMost(sums[row])).isBetween((double) similarity, similarity + 0.05);
            assertThat(sums[row]).isGreaterThanOrEqualTo(query.leastSum(similarity));
        }
    }

    @Test
    void theBoundHoldsForVectorsOfAnyLength() {
        float[] vectors = {1e6f, -3, 0, 0, 1e-20f, 7, -2e6f, 5, 0.25f, 0, 0, 0};
        float[] vector = {1000, -4e-3f, 2};
        QuantizedVectors.Query query = new QuantizedVectors.Query(vector);
        int[] sums = sums(vectors, 3, query);
        for (int row = 0; row < 4; row++) {
            assertThat(query.atMost(sums[row])).isGreaterThanOrEqualTo(Vectors.dot(vector, vectors, 3 * row));
        }
    }

    @Test
    void whatHasNoBoundIsNeverPassedOver() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            QuantizedVectors.Query query = new QuantizedVectors.Query(new float[] {0, 1});
            sums(new float[] {odd, 0, 1, 0}, 2, query);
            assertThat(query.leastSum(0.9f)).as("a vector with %s", odd).isEqualTo(Integer.MIN_VALUE);
            QuantizedVectors.Query oddQuery = new QuantizedVectors.Query(new float[] {odd, 1});
            sums(new float[] {0, 1, 1, 0}, 2, oddQuery);
            assertThat(oddQuery.leastSum(0.9f)).as("query with %s", odd).isEqualTo(Integer.MIN_VALUE);
        }
    }

    private static float[] flat(RandomVectors random, int dimension) {
        float[] flat = new float[ROWS * dimension];
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(random.vector(row), 0, flat, row * dimension, dimension);
        }
        return flat;
    }

    private static int[] sums(float[] vectors, int dimension, QuantizedVectors.Query query) {
        int[] sums = new int[vectors.length / dimension];
        Arrays.fill(sums, 99);
        QuantizedVectors.of(vectors, sums.length, dimension).sum(query, sums);
        return sums;
    }
}
