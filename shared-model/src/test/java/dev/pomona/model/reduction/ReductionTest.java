package dev.pomona.model.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReductionTest {

    private static final int FEATURES = 37;
    private static final int COMPONENTS = 9;
    private static final int DIMENSION = 5;

    private final Random random = new Random(5);
    private final float[] mean = vector(FEATURES);
    private final float[] std = std();
    private final float[][] components = matrix(COMPONENTS, FEATURES);
    private final float[][] discriminant = matrix(DIMENSION, COMPONENTS);
    private final Reduction reduction = new Reduction(mean, std, components, discriminant);

    @Test
    void isTheFormula() {
        for (int i = 0; i < 20; i++) {
            float[] features = vector(FEATURES);
            assertClose(reduction.reduce(features), unit(formula(features)));
        }
    }

    @Test
    void hasLengthOne() {
        assertThat(length(reduction.reduce(vector(FEATURES)))).isCloseTo(1, within(1e-6));
    }

    @Test
    void theMeanItselfIsZero() {
        assertThat(reduction.reduce(mean.clone())).containsOnly(0);
    }

    @Test
    void aFeatureThatNeverVariesCountsForNothing() {
        std[3] = 0;
        Reduction constant = new Reduction(mean, std, components, discriminant);
        float[] features = vector(FEATURES);
        float[] reduced = constant.reduce(features);
        float[] projected = constant.project(features);
        features[3] += 1000;
        assertThat(constant.reduce(features)).isEqualTo(reduced).doesNotContain(Float.NaN);
        assertThat(constant.project(features)).isEqualTo(projected).doesNotContain(Float.NaN);
        assertClose(reduced, unit(formula(features)));
    }

    @Test
    void severalViewsAreSummedAndBroughtBackToLengthOne() {
        float[][] views = matrix(4, FEATURES);
        double[] sum = new double[DIMENSION];
        for (float[] view : views) {
            double[] reduced = unit(formula(view));
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += reduced[i];
            }
        }
        assertClose(reduction.reduce(views), unit(sum));
    }

    @Test
    void oneViewIsReducedLikeThePhoto() {
        float[] features = vector(FEATURES);
        assertClose(reduction.reduce(new float[][] {features}), unit(formula(features)));
    }

    @Test
    void withoutDiscriminantItIsThePrincipalComponents() {
        Reduction plain = Reduction.principalComponents(mean, std, components);
        float[] features = vector(FEATURES);
        assertThat(plain.dimension()).isEqualTo(COMPONENTS);
        assertThat(plain.reduce(features)).containsExactly(Vectors.normalise(plain.project(features)), within(1e-5f));
    }

    @Test
    void projectsOntoTheComponents() {
        float[] features = vector(FEATURES);
        float[] projected = reduction.project(features);
        assertThat(projected).hasSize(COMPONENTS);
        assertThat(projected[2]).isCloseTo((float) component(2, features), within(1e-4f));
    }

    @Test
    void knowsItsSizes() {
        assertThat(reduction.features()).isEqualTo(FEATURES);
        assertThat(reduction.dimension()).isEqualTo(DIMENSION);
    }

    @Test
    void partsOfWrongLengthAreRefused() {
        assertRefused("std", () -> new Reduction(mean, vector(FEATURES - 1), components, discriminant));
        assertRefused("component", () -> new Reduction(mean, std, matrix(COMPONENTS, FEATURES + 1), discriminant));
        assertRefused("discriminant", () -> new Reduction(mean, std, components, matrix(DIMENSION, COMPONENTS - 1)));
    }

    @Test
    void anotherNumberOfFeaturesIsRefused() {
        assertRefused("features", () -> reduction.reduce(vector(FEATURES + 1)));
        assertRefused("features", () -> reduction.reduce(new float[][] {vector(FEATURES), vector(FEATURES - 1)}));
        assertRefused("features", () -> reduction.project(vector(FEATURES - 1)));
    }

    private static void assertRefused(String named, Runnable attempt) {
        assertThatIllegalArgumentException().isThrownBy(attempt::run).withMessageContaining(named);
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private double[] formula(float[] features) {
        double[] reduced = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            for (int k = 0; k < COMPONENTS; k++) {
                reduced[i] += discriminant[i][k] * component(k, features);
            }
        }
        return reduced;
    }

    private double component(int k, float[] features) {
        double sum = 0;
        for (int f = 0; f < FEATURES; f++) {
            sum += std[f] == 0 ? 0 : components[k][f] * ((double) features[f] - mean[f]) / std[f];
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / Math.sqrt(squares);
        }
        return unit;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private float[] std() {
        float[] std = vector(FEATURES);
        for (int i = 0; i < std.length; i++) {
            std[i] = 0.1f + Math.abs(std[i]);
        }
        return std;
    }

    private float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = vector(columns);
        }
        return matrix;
    }

    private float[] vector(int length) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
