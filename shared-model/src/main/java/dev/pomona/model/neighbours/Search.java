package dev.pomona.model.neighbours;

import dev.pomona.model.reduction.Vectors;

/** One thread's part of a search: the best of the blocks that it has looked through. Not thread-safe. */
final class Search {

    private final float[] vector;
    private final QuantizedVectors.Query query;
    private final NearestRows nearest;
    private final NearestLabels labels;
    private final int[] sums;

    /**
     * @param vector the query vector
     * @param blockRows most rows of a block
     */
    Search(float[] vector, int neighbours, int labelCount, int blockRows) {
        this.vector = vector;
        this.query = new QuantizedVectors.Query(vector);
        this.nearest = new NearestRows(neighbours);
        this.labels = new NearestLabels(labelCount);
        this.sums = new int[blockRows];
    }

    /**
     * Looks through a block: the quantized copy of each row, and the row itself where that does not rule it out.
     *
     * @param first row number of the block's first vector
     * @param labelOf for each row of the index, the number of its label
     */
    void lookThrough(VectorBlock block, int first, int[] labelOf) {
        block.quantized().sum(query, sums);
        int least = query.leastSum(floor());
        for (int i = 0; i < block.rows(); i++) {
            if (sums[i] >= least && mayMatter(sums[i], labelOf[first + i])) {
                float similarity = Vectors.dot(vector, block.vectors(), i * vector.length);
                nearest.offer(first + i, similarity);
                labels.offer(labelOf[first + i], first + i, similarity);
                least = query.leastSum(floor());
            }
        }
    }

    /** Takes over what another thread has found. */
    void add(Search other) {
        nearest.offerAll(other.nearest);
        labels.offerAll(other.labels);
    }

    NearestRows nearest() {
        return nearest;
    }

    NearestLabels labels() {
        return labels;
    }

    /** Below this no row matters, whatever its label. */
    private float floor() {
        return Math.min(nearest.floor(), labels.floor());
    }

    private boolean mayMatter(int sum, int label) {
        double atMost = query.atMost(sum);
        // Negated, so that a row without a bound matters.
        return !(atMost < nearest.floor()) || !(atMost < labels.floor(label));
    }
}
