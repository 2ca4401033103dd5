package dev.pomona.indexer.fit;

import dev.ludovic.netlib.blas.BLAS;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;

/**
 * Sums over labelled vectors from which scatter within and between classes follows: the sum and number of each class,
 * and the sum of all outer products. Summed up on the executors and merged in a tree.
 */
final class ClassScatter implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int TREE_DEPTH = 2;

    /** Vectors whose outer products are added at once: one by one, each would pass over the whole matrix. */
    private static final int BLOCK = 256;

    private static final double[] EMPTY = {};

    private final int dimension;

    /** Upper triangle of the sum of x x', packed by columns as LAPACK has it. */
    private final double[] products;

    private final Map<String, double[]> sums = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    /** Vectors that are not in the products yet, one after the other. */
    private double[] block = EMPTY;

    private int pending;

    ClassScatter(int dimension) {
        this.dimension = dimension;
        this.products = new double[dimension * (dimension + 1) / 2];
    }

    /** The sums over the principal components of these photos. */
    static ClassScatter of(Dataset<PhotoRow> photos, Reduction principal) {
        int components = principal.components().length;
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(photos.sparkSession().sparkContext());
        Broadcast<BroadcastReduction> sent = BroadcastReduction.send(context, principal);
        return photos.javaRDD()
                .mapPartitions(partition -> {
                    ClassScatter scatter = new ClassScatter(components);
                    partition.forEachRemaining(photo -> {
                        for (float[] view : photo.requireFeatures()) {
                            scatter.add(photo.getLabel(), sent.value().get().project(view));
                        }
                    });
                    scatter.addBlock();
                    return List.of(scatter).iterator();
                })
                .treeReduce(ClassScatter::merge, TREE_DEPTH);
    }

    void add(String label, float[] vector) {
        if (pending == 0) {
            block = new double[BLOCK * dimension];
        }
        double[] sum = sums.computeIfAbsent(label, any -> new double[dimension]);
        int at = pending * dimension;
        for (int i = 0; i < dimension; i++) {
            block[at + i] = vector[i];
            sum[i] += vector[i];
        }
        counts.merge(label, 1L, Long::sum);
        pending++;
        if (pending == BLOCK) {
            addBlock();
        }
    }

    /** Adds the outer products of the vectors that wait. */
    private void addBlock() {
        if (pending == 0) {
            return;
        }
        double[] square = new double[dimension * dimension];
        BLAS.getInstance().dsyrk("U", "N", dimension, pending, 1, block, dimension, 0, square, dimension);
        int at = 0;
        for (int column = 0; column < dimension; column++) {
            for (int row = 0; row <= column; row++) {
                products[at++] += square[column * dimension + row];
            }
        }
        block = EMPTY;
        pending = 0;
    }

    ClassScatter merge(ClassScatter other) {
        addBlock();
        other.addBlock();
        for (int i = 0; i < products.length; i++) {
            products[i] += other.products[i];
        }
        other.sums.forEach((label, sum) -> sums.merge(label, sum, (a, b) -> {
            BLAS.getInstance().daxpy(dimension, 1, b, 1, a, 1);
            return a;
        }));
        other.counts.forEach((label, count) -> counts.merge(label, count, Long::sum));
        return this;
    }

    int dimension() {
        return dimension;
    }

    int classes() {
        return counts.size();
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Within-class scatter divided by the number of vectors, a full symmetric matrix, column by column. */
    double[] within() {
        double[] within = unpacked();
        sums.forEach((label, sum) -> addOuterProduct(within, sum, -1.0 / counts.getOrDefault(label, 1L)));
        return divided(within);
    }

    /** Between-class scatter divided by the number of vectors, a full symmetric matrix, column by column. */
    double[] between() {
        double[] between = new double[dimension * dimension];
        double[] total = new double[dimension];
        sums.forEach((label, sum) -> {
            addOuterProduct(between, sum, 1.0 / counts.getOrDefault(label, 1L));
            BLAS.getInstance().daxpy(dimension, 1, sum, 1, total, 1);
        });
        addOuterProduct(between, total, -1.0 / count());
        return divided(between);
    }

    private double[] unpacked() {
        addBlock();
        double[] full = new double[dimension * dimension];
        int at = 0;
        for (int column = 0; column < dimension; column++) {
            for (int row = 0; row <= column; row++) {
                full[column * dimension + row] = products[at];
                full[row * dimension + column] = products[at];
                at++;
            }
        }
        return full;
    }

    private void addOuterProduct(double[] matrix, double[] vector, double factor) {
        BLAS.getInstance().dger(dimension, dimension, factor, vector, 1, vector, 1, matrix, dimension);
    }

    private double[] divided(double[] matrix) {
        BLAS.getInstance().dscal(matrix.length, 1.0 / count(), matrix, 1);
        return matrix;
    }
}
