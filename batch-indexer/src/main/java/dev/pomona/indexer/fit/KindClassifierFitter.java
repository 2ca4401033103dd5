package dev.pomona.indexer.fit;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSample;
import dev.pomona.model.recognition.KindClassifier;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fits the {@link KindClassifier}: MLlib's multinomial logistic regression on whitened principal components of the square
 * roots of the features. A photo weighs 1 / sqrt(photos of its kind and source), so that neither a common kind nor a large
 * source decides alone.
 *
 * @param kindOf the kind of a label
 */
public record KindClassifierFitter(UnaryOperator<String> kindOf) {

    private static final int COMPONENTS = 256;

    /** Photos that show the principal components as well as all. */
    private static final int SAMPLE = 2_000;

    /** Share of the largest variance that is added to each, so that components without variance are not blown up. */
    private static final double RIDGE = 1e-3;

    /** Of the squared weights (L2), for mean loss. Chosen on held-out photos: 0.001 to 0.01 give the same accuracy. */
    private static final double REGULARISATION = 0.01;

    private static final int ITERATIONS = 60;

    private static final StructType EXAMPLES = new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("weight", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);

    /** Finds the projection: of a sample, chosen by hashes, where there are many photos. */
    public RootProjection projection(Dataset<PhotoRow> photos) {
        List<float[]> roots = PhotoSample.of(photos, SAMPLE).stream()
                .map(photo -> KindClassifier.roots(photo.requireFeatures()))
                .toList();
        return RootProjection.of(roots, COMPONENTS, RIDGE);
    }

    /** Fits the classifier of the kinds of these photos; none if they are of one kind only, or do not differ. */
    public KindClassifier fit(Dataset<PhotoRow> photos, RootProjection projection) {
        Map<String, List<String>> labels = new TreeMap<>();
        Map<String, Long> counts = new HashMap<>();
        Map<String, String> kindOfLabel = new HashMap<>();
        for (Row row : photos.groupBy("label", "source").count().collectAsList()) {
            String label = row.getString(0);
            String kind = kindOf.apply(label);
            if (kindOfLabel.put(label, kind) == null) {
                labels.computeIfAbsent(kind, any -> new ArrayList<>()).add(label);
            }
            counts.merge(group(kind, row.getString(1)), row.getLong(2), Long::sum);
        }
        if (labels.size() < 2 || projection.axes().length == 0) {
            return KindClassifier.NONE;
        }
        List<String> kinds = List.copyOf(labels.keySet());
        Map<String, Integer> numbers = new HashMap<>();
        kinds.forEach(kind -> numbers.put(kind, numbers.size()));
        LogisticRegressionModel model = new LogisticRegression()
                .setFamily("multinomial")
                .setWeightCol("weight")
                .setStandardization(false)
                .setRegParam(REGULARISATION)
                .setMaxIter(ITERATIONS)
                .fit(examples(photos, projection, new Classes(numbers, kindOfLabel, counts)));
        List<KindClassifier.Kind> fitted = new ArrayList<>();
        for (int number = 0; number < kinds.size(); number++) {
            fitted.add(kind(kinds.get(number), labels, model, number, projection));
        }
        return new KindClassifier(fitted);
    }

    /** What the executors need to know of the kinds. */
    private record Classes(Map<String, Integer> numbers, Map<String, String> kindOfLabel, Map<String, Long> counts)
            implements Serializable {

        Row example(PhotoRow photo, double[] components) {
            String kind = String.valueOf(kindOfLabel.get(photo.getLabel()));
            double number = numbers.getOrDefault(kind, -1);
            long alike = counts.getOrDefault(group(kind, photo.getSource()), 1L);
            return RowFactory.create(number, 1 / Math.sqrt((double) alike), Vectors.dense(components));
        }
    }

    private static Dataset<Row> examples(Dataset<PhotoRow> photos, RootProjection projection, Classes classes) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(photos.sparkSession().sparkContext());
        Broadcast<RootProjection> sent = context.broadcast(projection);
        Broadcast<Classes> sentClasses = context.broadcast(classes);
        return photos.map(
                (MapFunction<PhotoRow, Row>)
                        photo -> sentClasses.value().example(photo, sent.value().project(photo.requireFeatures())),
                Encoders.row(EXAMPLES));
    }

    private static String group(String kind, String source) {
        return kind + "\n" + source;
    }

    /** Multiplies the weights of a kind with the projection, so that they apply to square roots of features. */
    private static KindClassifier.Kind kind(
            String name,
            Map<String, List<String>> labels,
            LogisticRegressionModel model,
            int number,
            RootProjection projection) {
        double[] weights = new double[projection.mean().length];
        for (int k = 0; k < projection.axes().length; k++) {
            double coefficient = model.coefficientMatrix().apply(number, k);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += coefficient * projection.axes()[k][i];
            }
        }
        double intercept = model.interceptVector().apply(number);
        float[] floats = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            floats[i] = (float) weights[i];
            intercept -= weights[i] * projection.mean()[i];
        }
        return new KindClassifier.Kind(
                name, labels.getOrDefault(name, List.of()).stream().sorted().toList(), (float) intercept, floats);
    }
}
