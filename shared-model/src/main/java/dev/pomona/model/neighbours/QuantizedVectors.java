package dev.pomona.model.neighbours;

import java.util.Arrays;

/**
 * Vectors quantized to 8 bits a component, which rule out those that cannot be near while reading a quarter of the
 * memory. Each number is stored as one of 256 steps between the least and the greatest of its component; how far the
 * copy is from the vectors is measured, so that the bound it gives is certain.
 *
 * <p>Four components of a row share an int, and an array holds the same components of all rows: this is the form of loop
 * for which the compiler of JDK 17 and later uses vector instructions.
 */
final class QuantizedVectors {

    static final int NUMBERS_PER_INT = 4;

    private static final int STEPS = 255;
    private static final int BITS = 8;

    private final int[][] codes;
    private final double[] least;
    private final double[] step;

    /** Length of the longest vector, and of the longest difference between a vector and its copy. */
    private final double longest;

    private final double error;

    private QuantizedVectors(int[][] codes, double[] least, double[] step, double longest, double error) {
        this.codes = codes;
        this.least = least;
        this.step = step;
        this.longest = longest;
        this.error = error;
    }

    /** Copies {@code rows} vectors that lie one behind the other. */
    static QuantizedVectors of(float[] vectors, int rows, int dimension) {
        double[] least = new double[dimension];
        double[] step = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < rows; row++) {
                low = Math.min(low, vectors[row * dimension + i]);
                high = Math.max(high, vectors[row * dimension + i]);
            }
            least[i] = low;
            step[i] = ((double) high - low) / STEPS;
        }
        int[][] codes = new int[(dimension + NUMBERS_PER_INT - 1) / NUMBERS_PER_INT][rows];
        double longest = 0;
        double error = 0;
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            double errors = 0;
            for (int i = 0; i < dimension; i++) {
                double value = vectors[row * dimension + i];
                long code = step[i] > 0 ? Math.round((value - least[i]) / step[i]) : 0;
                codes[i / NUMBERS_PER_INT][row] |= (int) code << (i % NUMBERS_PER_INT * BITS);
                double difference = value - (least[i] + step[i] * code);
                squares += value * value;
                errors += difference * difference;
            }
            // Math.max keeps NaN: vectors with numbers that are none have no bound and are never passed over.
            longest = Math.max(longest, squares);
            error = Math.max(error, errors);
        }
        return new QuantizedVectors(codes, least, step, Math.sqrt(longest), Math.sqrt(error));
    }

    /** A query vector, weighed for one block at a time. */
    static final class Query {

        private final float[] vector;
        private final double length;
        private final int[] weights;

        /** A row's inner product is at most {@code unit x sum + offset}. */
        private double unit;

        private double offset;

        Query(float[] vector) {
            this.vector = vector;
            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            this.length = Math.sqrt(squares);
            this.weights = new int[(vector.length + NUMBERS_PER_INT - 1) / NUMBERS_PER_INT * NUMBERS_PER_INT];
        }

        /** The most a row with this sum can have as its inner product with the query, in float arithmetic. */
        double atMost(int sum) {
            return unit * sum + offset;
        }

        /** The least sum of a row whose inner product may be {@code similarity} or more. */
        int leastSum(float similarity) {
            double sum = Math.floor((similarity - offset) / unit);
            return sum > Integer.MIN_VALUE ? (int) sum : Integer.MIN_VALUE;
        }
    }

    /** Writes the sum of each row into {@code sums} and tells {@code query} what they mean. */
    void sum(Query query, int[] sums) {
        weigh(query);
        Arrays.fill(sums, 0);
        for (int i = 0; i < codes.length; i++) {
            int at = i * NUMBERS_PER_INT;
            int[] weights = query.weights;
            add(codes[i], weights[at], weights[at + 1], weights[at + 2], weights[at + 3], sums);
        }
    }

    private static void add(int[] codes, int weight0, int weight1, int weight2, int weight3, int[] sums) {
        int rows = codes.length;
        // Written like this the loop keeps its vector instructions when it is compiled into its caller. Other forms
        // (one expression, or the shorter length as the bound) take three to nine times as long with JDK 17.
        if (sums.length < rows) {
            throw new IllegalArgumentException("%d sums for %d rows".formatted(sums.length, rows));
        }
        for (int row = 0; row < rows; row++) {
            int four = codes[row];
            int sum = sums[row];
            sum += (four & 0xFF) * weight0;
            sum += ((four >>> 8) & 0xFF) * weight1;
            sum += ((four >>> 16) & 0xFF) * weight2;
            sum += (four >>> 24) * weight3;
            sums[row] = sum;
        }
    }

    /**
     * With {@code v = least + step x code + rest}, the inner product of q and v is {@code q.least + (q step).code +
     * q.rest}; the last is at most |q| |rest| (Cauchy and Schwarz). The weights {@code q step} are rounded to integers so
     * small that no sum leaves its range; what they lose counts at its worst, as does the rounding of float arithmetic.
     */
    private void weigh(Query query) {
        double total = 0;
        double offset = 0;
        for (int i = 0; i < step.length; i++) {
            total += Math.abs(query.vector[i] * step[i]);
            offset += query.vector[i] * least[i];
        }
        double unit = total > 0 ? total * STEPS / (1 << 30) : 1;
        double lost = 0;
        for (int i = 0; i < step.length; i++) {
            double weight = query.vector[i] * step[i];
            query.weights[i] = (int) Math.rint(weight / unit);
            lost += Math.abs(weight - query.weights[i] * unit);
        }
        double rounding = (step.length + 8) * 0x1p-23 * query.length * longest + Float.MIN_NORMAL;
        query.unit = unit;
        query.offset = offset + query.length * error + STEPS * lost + rounding;
    }
}
