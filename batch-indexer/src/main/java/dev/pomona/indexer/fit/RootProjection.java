package dev.pomona.indexer.fit;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.reduction.Vectors;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.netlib.util.intW;

/**
 * Whitened principal components of the square roots of features, in which a classifier is fitted: few numbers of like size
 * instead of features of which some vary a thousand times as much as others.
 *
 * @param mean {@code [features]}, of the square roots
 * @param axes {@code [components][features]}, each divided by the standard deviation along it
 */
public record RootProjection(float[] mean, float[][] axes) implements Serializable {

    /**
     * Share of the ridge below which a component is left out. Noise of rounding in the whitened components of few photos
     * makes the loss of a classifier too steep along some of them for its search to leave the start.
     */
    private static final double NEGLIGIBLE = 0.01;

    /**
     * Finds the principal components of some photos.
     *
     * @param roots {@code [photos][features]}
     * @param most number of components where there are as many features whose roots vary
     * @param ridge share of the largest variance that is added to each, so that components of little variance are not blown up
     */
    static RootProjection of(List<float[]> roots, int most, double ridge) {
        int features = roots.get(0).length;
        int count = Math.min(most, features);
        double[] mean = mean(roots);
        double[] centred = new double[features * roots.size()]; // column by column, one a photo
        for (int photo = 0; photo < roots.size(); photo++) {
            for (int i = 0; i < features; i++) {
                centred[photo * features + i] = roots.get(photo)[i] - mean[i];
            }
        }
        double[] covariance = new double[features * features];
        BLAS.getInstance()
                .dsyrk(
                        "U",
                        "N",
                        features,
                        roots.size(),
                        1.0 / roots.size(),
                        centred,
                        features,
                        0,
                        covariance,
                        features);
        double[] vectors = new double[features * count];
        double[] variances = new double[features];
        eigen(features, covariance, count, variances, vectors);
        double largest = variances[count - 1];
        int kept = (int) Arrays.stream(variances, 0, count)
                .filter(variance -> variance > NEGLIGIBLE * ridge * largest)
                .count();
        float[][] axes = new float[kept][features];
        for (int k = 0; k < kept; k++) {
            int column = count - 1 - k; // LAPACK sorts the smallest first
            double scale = Math.sqrt(variances[column] + ridge * largest);
            for (int i = 0; i < features; i++) {
                axes[k][i] = (float) (vectors[column * features + i] / scale);
            }
        }
        return new RootProjection(floats(mean), axes);
    }

    /** Finds the largest eigenvalues and their vectors, column by column, the smallest of them first. */
    private static void eigen(int n, double[] matrix, int count, double[] values, double[] vectors) {
        intW found = new intW(0);
        intW info = new intW(0);
        int[] support = new int[2 * n];
        double[] work = {0};
        int[] integers = {0};
        int first = n - count + 1;
        // The first call answers with the sizes of the work spaces.
        for (boolean sized : new boolean[] {false, true}) {
            LAPACK.getInstance()
                    .dsyevr(
                            "V",
                            "I",
                            "U",
                            n,
                            matrix,
                            n,
                            0,
                            0,
                            first,
                            n,
                            0,
                            found,
                            values,
                            vectors,
                            n,
                            support,
                            work,
                            sized ? work.length : -1,
                            integers,
                            sized ? integers.length : -1,
                            info);
            if (!sized) {
                work = new double[(int) work[0]];
                integers = new int[integers[0]];
            }
        }
        if (info.val != 0) {
            throw new IllegalStateException("the principal components of the features were not found: " + info.val);
        }
    }

    private static double[] mean(List<float[]> roots) {
        double[] mean = new double[roots.get(0).length];
        for (float[] photo : roots) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) photo[i] / roots.size();
            }
        }
        return mean;
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** Returns the components of a photo, {@code double[components]}. */
    double[] project(float[][] views) {
        float[] roots = KindClassifier.roots(views);
        float[] centred = new float[roots.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = roots[i] - mean[i];
        }
        double[] projected = new double[axes.length];
        for (int k = 0; k < projected.length; k++) {
            projected[k] = Vectors.dot(axes[k], centred);
        }
        return projected;
    }
}
