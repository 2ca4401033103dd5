package dev.pomona.indexer.fit;

import dev.ludovic.netlib.lapack.LAPACK;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import org.netlib.util.intW;

/**
 * Linear discriminant with a regularised within-class scatter (Friedman, "Regularized discriminant analysis", 1989):
 * {@code W' = (1 - s) W + s trace(W)/k I}. Its directions are the leading solutions of {@code B v = lambda W' v}, scaled
 * so that the scatter within a class is 1 along each ({@code v' W' v = 1}). There are at most as many as labels less one.
 */
final class Discriminant {

    /** LAPACK's problem type 1: A x = lambda B x. */
    private static final int A_X_IS_LAMBDA_B_X = 1;

    private final double shrinkage;

    Discriminant(double shrinkage) {
        this.shrinkage = shrinkage;
    }

    /**
     * The directions, {@code float[min(labels - 1, k)][k]}, the most telling first.
     *
     * @throws IllegalArgumentException if there is one label only
     * @throws IndexingException {@link Failure#TOO_FEW_PHOTOS} if the photos of each label are the same, or nearly
     */
    float[][] fit(ClassScatter scatter) {
        int k = scatter.dimension();
        if (scatter.classes() < 2) {
            throw new IllegalArgumentException("a discriminant needs photos of two labels at least");
        }
        double[] within = shrunk(scatter.within(), k);
        double[] vectors = scatter.between();
        double[] values = new double[k];
        solve(k, vectors, within, values);
        int count = Math.min(scatter.classes() - 1, k);
        float[][] directions = new float[count][k];
        for (int i = 0; i < count; i++) {
            int column = k - 1 - i; // LAPACK sorts the smallest first
            for (int row = 0; row < k; row++) {
                directions[i][row] = (float) vectors[column * k + row];
            }
        }
        return directions;
    }

    private double[] shrunk(double[] within, int k) {
        double trace = 0;
        for (int i = 0; i < k; i++) {
            trace += within[i * k + i];
        }
        if (!(trace > 0)) {
            throw tooAlike();
        }
        for (int i = 0; i < within.length; i++) {
            within[i] *= 1 - shrinkage;
        }
        for (int i = 0; i < k; i++) {
            within[i * k + i] += shrinkage * trace / k;
        }
        return within;
    }

    private static IndexingException tooAlike() {
        return new IndexingException(
                Failure.TOO_FEW_PHOTOS,
                "no label has photos that differ, from which the discriminant learns what to ignore: add photos of each"
                        + " label, or use --discriminant none");
    }

    /** Overwrites {@code a} with the eigenvectors, column by column, and {@code values} with the eigenvalues. */
    private static void solve(int k, double[] a, double[] b, double[] values) {
        intW info = new intW(0);
        double[] size = new double[1];
        LAPACK lapack = LAPACK.getInstance();
        lapack.dsygv(A_X_IS_LAMBDA_B_X, "V", "U", k, a, k, b, k, values, size, -1, info);
        double[] work = new double[(int) size[0]];
        lapack.dsygv(A_X_IS_LAMBDA_B_X, "V", "U", k, a, k, b, k, values, work, work.length, info);
        if (info.val != 0) {
            throw tooAlike();
        }
    }
}
