package dev.pomona.model.neighbours;

/**
 * The best few rows offered so far, best first; of equal ones the earlier row, in whatever order they come. Kept sorted by
 * insertion: for tens of rows that beats a heap.
 */
final class NearestRows {

    private final int[] rows;
    private final float[] similarities;
    private int size;

    NearestRows(int capacity) {
        this.rows = new int[capacity];
        this.similarities = new float[capacity];
    }

    /** Takes a row in, if it is among the best; a similarity that is no number never is. */
    void offer(int row, float similarity) {
        if (Float.isNaN(similarity)) {
            return;
        }
        if (size == rows.length) {
            if (size == 0 || !isBetter(row, similarity, size - 1)) {
                return;
            }
            size--;
        }
        int at = size++;
        while (at > 0 && isBetter(row, similarity, at - 1)) {
            rows[at] = rows[at - 1];
            similarities[at] = similarities[at - 1];
            at--;
        }
        rows[at] = row;
        similarities[at] = similarity;
    }

    void offerAll(NearestRows others) {
        for (int rank = 0; rank < others.size; rank++) {
            offer(others.rows[rank], others.similarities[rank]);
        }
    }

    /** The least similarity that may still get in. */
    float floor() {
        if (size < rows.length) {
            return Float.NEGATIVE_INFINITY;
        }
        return size == 0 ? Float.POSITIVE_INFINITY : similarities[size - 1];
    }

    int size() {
        return size;
    }

    int row(int rank) {
        return rows[rank];
    }

    float similarity(int rank) {
        return similarities[rank];
    }

    private boolean isBetter(int row, float similarity, int rank) {
        return similarity > similarities[rank] || (similarity == similarities[rank] && row < rows[rank]);
    }
}
