package dev.pomona.indexer.fit;

import dev.pomona.model.reduction.Vectors;
import java.io.Serializable;

/**
 * Whitened principal components of the square roots of features, in which a classifier is fitted: few numbers of like size
 * instead of 1280 of which some vary a thousand times as much as others.
 *
 * @param mean {@code [features]}, of the square roots
 * @param axes {@code [components][features]}, each divided by the standard deviation along it
 */
public record RootProjection(float[] mean, float[][] axes) implements Serializable {

    /** Returns the mean of the square roots of a photo's views, {@code double[features]}. */
    static double[] roots(float[][] views) {
        double[] roots = new double[views[0].length];
        for (float[] view : views) {
            for (int i = 0; i < roots.length; i++) {
                roots[i] += Math.sqrt(Math.max(0, view[i])) / views.length;
            }
        }
        return roots;
    }

    /** Returns the components of a photo, {@code double[components]}. */
    double[] project(float[][] views) {
        double[] roots = roots(views);
        float[] centred = new float[roots.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (roots[i] - mean[i]);
        }
        double[] projected = new double[axes.length];
        for (int k = 0; k < projected.length; k++) {
            projected[k] = Vectors.dot(axes[k], centred);
        }
        return projected;
    }
}
