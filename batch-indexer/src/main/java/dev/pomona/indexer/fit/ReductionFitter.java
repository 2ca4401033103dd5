package dev.pomona.indexer.fit;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.PCAModel;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Fits the reduction: MLlib's StandardScaler, MLlib's PCA, and a linear discriminant in the space of the components.
 * Only matrices of features x features numbers and of labels x components reach the driver, however many photos there are.
 */
public final class ReductionFitter {

    private static final String FEATURES = "vector";
    private static final StructType VIEWS = new StructType().add(FEATURES, SQLDataTypes.VectorType(), false);
    private static final String STANDARDISED = "standardised";
    private static final String COMPONENTS = "components";

    /** Features of the same photo differ by 1e-4 from batch to batch; those of photos that differ, by some tenths. */
    private static final double ALIKE = 1e-3;

    private final ComponentRule components;
    private final @Nullable Double shrinkage;

    /**
     * @param components how many principal components are kept
     * @param shrinkage of the discriminant's within-class scatter, 0 to 1; null for no discriminant
     */
    public ReductionFitter(ComponentRule components, @Nullable Double shrinkage) {
        this.components = components;
        this.shrinkage = shrinkage;
    }

    /**
     * Fits on all views of these photos; passes over them several times, so they should be stored.
     *
     * @throws IndexingException {@link Failure#TOO_FEW_PHOTOS} if they do not differ
     */
    public FittedReduction fit(Dataset<PhotoRow> photos) {
        Dataset<Row> features =
                photos.flatMap((FlatMapFunction<PhotoRow, Row>) ReductionFitter::views, Encoders.row(VIEWS));
        StandardScalerModel scaler = new StandardScaler()
                .setInputCol(FEATURES)
                .setOutputCol(STANDARDISED)
                .setWithMean(true)
                .setWithStd(true)
                .fit(features);
        if (Arrays.stream(scaler.std().toArray()).allMatch(std -> std < ALIKE)) {
            throw new IndexingException(
                    Failure.TOO_FEW_PHOTOS,
                    "all photos that are not held out look the same to the network, so that nothing tells their labels"
                            + " apart: add photos that differ");
        }
        PCAModel pca = new PCA()
                .setInputCol(STANDARDISED)
                .setOutputCol(COMPONENTS)
                .setK(scaler.mean().size())
                .fit(scaler.transform(features));
        double[] explained = pca.explainedVariance().toArray();
        int count = components.count(explained);
        Reduction principal = Reduction.principalComponents(
                floats(scaler.mean()), floats(scaler.std()), firstColumns(pca.pc(), count));
        List<Double> variance = Arrays.stream(explained).boxed().toList();
        return new FittedReduction(discriminant(photos, principal), variance);
    }

    /**
     * Fits the discriminant alone.
     *
     * @param principal whose components are kept; the result itself without a discriminant
     * @throws IndexingException {@link Failure#TOO_FEW_PHOTOS} if the photos of each label do not differ
     */
    public Reduction discriminant(Dataset<PhotoRow> photos, Reduction principal) {
        if (shrinkage == null) {
            return principal;
        }
        float[][] discriminant = new Discriminant(shrinkage).fit(ClassScatter.of(photos, principal));
        return new Reduction(principal.mean(), principal.std(), principal.components(), discriminant);
    }

    private static Iterator<Row> views(PhotoRow photo) {
        return Arrays.stream(photo.requireFeatures())
                .map(view -> RowFactory.create(Vectors.dense(doubles(view))))
                .iterator();
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static float[] floats(Vector vector) {
        float[] floats = new float[vector.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector.apply(i);
        }
        return floats;
    }

    private static float[][] firstColumns(DenseMatrix matrix, int count) {
        List<float[]> columns = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            float[] column = new float[matrix.numRows()];
            for (int row = 0; row < column.length; row++) {
                column[row] = (float) matrix.apply(row, k);
            }
            columns.add(column);
        }
        return columns.toArray(float[][]::new);
    }
}
