package dev.pomona.model.reduction;

/** Arithmetic on vectors of floats. */
public final class Vectors {

    private Vectors() {}

    /** The inner product. Four sums run side by side: one alone would wait for each addition. */
    public static float dot(float[] a, float[] b) {
        return dot(a, b, 0);
    }

    /** The inner product of {@code a} with the {@code a.length} numbers of {@code b} from {@code offset} on. */
    public static float dot(float[] a, float[] b, int offset) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += a[i] * b[offset + i];
            sum1 += a[i + 1] * b[offset + i + 1];
            sum2 += a[i + 2] * b[offset + i + 2];
            sum3 += a[i + 3] * b[offset + i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[offset + i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Brings a vector to length 1 in place and returns it; a zero vector stays as it is. */
    public static float[] normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= scale;
            }
        }
        return vector;
    }

    static void add(float[] sum, float[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
    }
}
