package dev.pomona.model.neighbours;

/** The best few rows seen so far, best first. Kept sorted by insertion: for the tens asked for, that beats a heap. */
final class NearestRows {

    private final int[] rows;
    private final float[] similarities;
    private int size;

    NearestRows(int capacity) {
        this.rows = new int[capacity];
        this.similarities = new float[capacity];
    }

    void offer(int row, float similarity) {
        if (size == rows.length) {
            if (size == 0 || similarity <= similarities[size - 1]) {
                return;
            }
            size--;
        }
        int at = size++;
        while (at > 0 && similarities[at - 1] < similarity) {
            rows[at] = rows[at - 1];
            similarities[at] = similarities[at - 1];
            at--;
        }
        rows[at] = row;
        similarities[at] = similarity;
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
}
