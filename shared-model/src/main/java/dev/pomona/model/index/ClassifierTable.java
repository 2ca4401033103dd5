package dev.pomona.model.index;

import dev.pomona.model.recognition.KindClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link KindClassifier} as rows of a table, one a label: its kind, and the intercept and weights of that kind. */
public final class ClassifierTable {

    /** Names of the columns, in the order of {@link Row}. */
    public static final String LABEL = "label";

    public static final String KIND = "kind";
    public static final String WEIGHTS = "weights";

    private ClassifierTable() {}

    /**
     * One row.
     *
     * @param label an indexed label
     * @param kind the name of its kind
     * @param weights of the kind: the intercept, and one weight a feature
     */
    public record Row(String label, String kind, float[] weights) {}

    public static List<Row> rows(KindClassifier classifier) {
        List<Row> rows = new ArrayList<>();
        for (KindClassifier.Kind kind : classifier.kinds()) {
            float[] weights = new float[kind.weights().length + 1];
            weights[0] = kind.intercept();
            System.arraycopy(kind.weights(), 0, weights, 1, kind.weights().length);
            kind.labels().forEach(label -> rows.add(new Row(label, kind.name(), weights)));
        }
        return rows;
    }

    /**
     * Returns the classifier in these rows, whatever their order.
     *
     * @throws InvalidIndexException if its weights do not fit together
     */
    public static KindClassifier classifier(List<Row> rows) {
        Map<String, List<Row>> byKind = new LinkedHashMap<>();
        rows.forEach(row ->
                byKind.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(row));
        try {
            return new KindClassifier(byKind.entrySet().stream()
                    .map(kind -> kind(kind.getKey(), kind.getValue()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidIndexException("the classifier does not fit together: " + e.getMessage(), e);
        }
    }

    private static KindClassifier.Kind kind(String name, List<Row> rows) {
        float[] weights = rows.get(0).weights();
        return new KindClassifier.Kind(
                name,
                rows.stream().map(Row::label).toList(),
                weights[0],
                Arrays.copyOfRange(weights, 1, weights.length));
    }
}
