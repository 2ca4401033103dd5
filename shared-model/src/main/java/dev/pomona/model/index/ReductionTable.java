package dev.pomona.model.index;

import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A {@link Reduction} as rows of a table: one each for the mean, the standard deviation, every component, every direction. */
public final class ReductionTable {

    /** Names of the columns, in the order of {@link Row}. */
    public static final String PART = "part";

    public static final String NUMBER = "row";
    public static final String VALUES = "values";

    private static final String MEAN = "mean";
    private static final String STD = "std";
    private static final String COMPONENT = "component";
    private static final String DIRECTION = "direction";

    private ReductionTable() {}

    /**
     * One row.
     *
     * @param part mean, std, component or direction
     * @param row its number within the part, from 0
     * @param values the numbers
     */
    public record Row(String part, int row, float[] values) {}

    public static List<Row> rows(Reduction reduction) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(MEAN, 0, reduction.mean()));
        rows.add(new Row(STD, 0, reduction.std()));
        addAll(rows, COMPONENT, reduction.components());
        addAll(rows, DIRECTION, reduction.discriminant());
        return rows;
    }

    /**
     * The reduction in these rows, whatever their order.
     *
     * @throws InvalidIndexException if a part is missing or has the wrong shape
     */
    public static Reduction reduction(List<Row> rows) {
        try {
            return new Reduction(
                    single(rows, MEAN), single(rows, STD), matrix(rows, COMPONENT), matrix(rows, DIRECTION));
        } catch (IllegalArgumentException e) {
            throw new InvalidIndexException("the reduction does not fit together: " + e.getMessage(), e);
        }
    }

    private static void addAll(List<Row> rows, String part, float[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            rows.add(new Row(part, i, matrix[i]));
        }
    }

    private static float[] single(List<Row> rows, String part) {
        float[][] matrix = matrix(rows, part);
        if (matrix.length != 1) {
            throw new InvalidIndexException("the reduction has %d rows '%s', not one".formatted(matrix.length, part));
        }
        return matrix[0];
    }

    private static float[][] matrix(List<Row> rows, String part) {
        List<Row> sorted = rows.stream()
                .filter(row -> row.part().equals(part))
                .sorted(Comparator.comparingInt(Row::row))
                .toList();
        if (sorted.isEmpty()) {
            throw new InvalidIndexException("the reduction has no row '" + part + "'");
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).row() != i) {
                throw new InvalidIndexException(
                        "the reduction's rows '%s' are not numbered from 0 to %d".formatted(part, sorted.size() - 1));
            }
        }
        return sorted.stream().map(Row::values).toArray(float[][]::new);
    }
}
