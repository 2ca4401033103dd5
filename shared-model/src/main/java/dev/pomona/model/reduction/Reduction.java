package dev.pomona.model.reduction;

import java.util.Arrays;

/**
 * The way from features to a reduced vector: {@code reduce(x) = unit(D' P' ((x - mean) / std))}, with the mean and
 * standard deviation of each feature, a basis of principal components P and a discriminant D.
 *
 * <p>The three linear steps are multiplied into one matrix once, so reducing is one pass of multiply-adds. Thread-safe.
 */
public final class Reduction {

    private final float[] mean;
    private final float[] std;
    private final float[][] components;
    private final float[][] discriminant;

    /** {@code [dimension][features]}: D' P' diag(1 / std). */
    private final float[][] matrix;

    /** {@code [dimension]}: the matrix times the mean. */
    private final float[] offset;

    /**
     * @param mean {@code [features]}
     * @param std {@code [features]}; a feature whose standard deviation is 0 is the same in all photos and counts for
     *     nothing, as in Spark's StandardScaler
     * @param components {@code [components][features]}, one principal component a row
     * @param discriminant {@code [dimension][components]}, one direction a row; the identity for plain PCA vectors
     */
    public Reduction(float[] mean, float[] std, float[][] components, float[][] discriminant) {
        requireLength("std", std.length, mean.length);
        for (float[] component : components) {
            requireLength("a component", component.length, mean.length);
        }
        for (float[] direction : discriminant) {
            requireLength("a discriminant direction", direction.length, components.length);
        }
        this.mean = mean;
        this.std = std;
        this.components = components;
        this.discriminant = discriminant;
        this.matrix = multiplied();
        this.offset = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            offset[i] = Vectors.dot(matrix[i], mean);
        }
    }

    /** A reduction without discriminant: the principal components themselves. */
    public static Reduction principalComponents(float[] mean, float[] std, float[][] components) {
        float[][] identity = new float[components.length][components.length];
        for (int i = 0; i < components.length; i++) {
            identity[i][i] = 1;
        }
        return new Reduction(mean, std, components, identity);
    }

    /** Length of a reduced vector. */
    public int dimension() {
        return matrix.length;
    }

    /** Number of features a photo must have. */
    public int features() {
        return mean.length;
    }

    public float[] mean() {
        return mean;
    }

    public float[] std() {
        return std;
    }

    public float[][] components() {
        return components;
    }

    public float[][] discriminant() {
        return discriminant;
    }

    /** The reduced vector of some features, {@code float[dimension]} of length 1 (or 0 for the mean itself). */
    public float[] reduce(float[] features) {
        requireLength("the features", features.length, mean.length);
        float[] reduced = new float[matrix.length];
        for (int i = 0; i < reduced.length; i++) {
            reduced[i] = Vectors.dot(matrix[i], features) - offset[i];
        }
        return Vectors.normalise(reduced);
    }

    /** The principal components of some features, {@code float[components]}: P' ((x - mean) / std). */
    public float[] project(float[] features) {
        requireLength("the features", features.length, mean.length);
        float[] standardised = new float[mean.length];
        for (int f = 0; f < standardised.length; f++) {
            standardised[f] = std[f] == 0 ? 0 : (features[f] - mean[f]) / std[f];
        }
        float[] projected = new float[components.length];
        for (int k = 0; k < projected.length; k++) {
            projected[k] = Vectors.dot(components[k], standardised);
        }
        return projected;
    }

    /** One reduced vector for several views of a photo: the sum of theirs, brought back to length 1. */
    public float[] reduce(float[][] views) {
        float[] sum = new float[matrix.length];
        for (float[] view : views) {
            Vectors.add(sum, reduce(view));
        }
        return Vectors.normalise(sum);
    }

    private float[][] multiplied() {
        float[][] product = new float[discriminant.length][];
        double[] row = new double[mean.length];
        for (int i = 0; i < product.length; i++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < components.length; k++) {
                double factor = discriminant[i][k];
                if (factor != 0) {
                    for (int f = 0; f < row.length; f++) {
                        row[f] += factor * components[k][f];
                    }
                }
            }
            product[i] = new float[row.length];
            for (int f = 0; f < row.length; f++) {
                product[i][f] = std[f] == 0 ? 0 : (float) (row[f] / std[f]);
            }
        }
        return product;
    }

    private static void requireLength(String what, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException("%s must have %d numbers, not %d".formatted(what, expected, length));
        }
    }
}
