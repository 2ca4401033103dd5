package dev.pomona.model.neighbours;

/**
 * The best row of each of the best few labels offered so far, best first; of equal rows of a label the earlier one, of
 * equal labels the one with the lower number.
 */
final class NearestLabels {

    private final int[] labels;
    private final int[] rows;
    private final float[] similarities;
    private int size;

    NearestLabels(int capacity) {
        this.labels = new int[capacity];
        this.rows = new int[capacity];
        this.similarities = new float[capacity];
    }

    /** Takes a row of a label in, if it is its label's best and that one among the best. */
    void offer(int label, int row, float similarity) {
        if (Float.isNaN(similarity)) {
            return;
        }
        int at = rankOf(label);
        if (at < size) {
            if (similarity < similarities[at] || (similarity == similarities[at] && row > rows[at])) {
                return;
            }
        } else if (size < labels.length) {
            size++;
        } else if (size > 0 && isBetter(label, similarity, size - 1)) {
            at = size - 1;
        } else {
            return;
        }
        while (at > 0 && isBetter(label, similarity, at - 1)) {
            labels[at] = labels[at - 1];
            rows[at] = rows[at - 1];
            similarities[at] = similarities[at - 1];
            at--;
        }
        labels[at] = label;
        rows[at] = row;
        similarities[at] = similarity;
    }

    void offerAll(NearestLabels others) {
        for (int rank = 0; rank < others.size; rank++) {
            offer(others.labels[rank], others.rows[rank], others.similarities[rank]);
        }
    }

    /** The least similarity with which a row of any label may still get in. */
    float floor() {
        if (size < labels.length) {
            return Float.NEGATIVE_INFINITY;
        }
        return size == 0 ? Float.POSITIVE_INFINITY : similarities[size - 1];
    }

    /** The least similarity with which a row of this label may still get in. */
    float floor(int label) {
        int rank = rankOf(label);
        return rank < size ? similarities[rank] : floor();
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

    /** Where the label stands; {@code size} if it does not. */
    private int rankOf(int label) {
        for (int rank = 0; rank < size; rank++) {
            if (labels[rank] == label) {
                return rank;
            }
        }
        return size;
    }

    private boolean isBetter(int label, float similarity, int rank) {
        return similarity > similarities[rank] || (similarity == similarities[rank] && label < labels[rank]);
    }
}
