package dev.pomona.model.neighbours;

import dev.pomona.model.reduction.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labelled reduced vectors of an index, and exact search for the nearest by cosine. The vectors lie one behind the
 * other in blocks of at most {@value #BLOCK_ROWS}; labels are kept once each. Immutable and thread-safe.
 */
public final class VectorIndex {

    private static final int BLOCK_ROWS = 1 << 12;

    private final int dimension;
    private final List<float[]> blocks;
    private final String[] photos;
    private final String[] labels;

    /** For each row, where its label stands in {@link #labels}. */
    private final int[] labelOf;

    private VectorIndex(Builder builder) {
        this.dimension = builder.dimension;
        this.blocks = List.copyOf(builder.blocks);
        this.photos = builder.photos.toArray(String[]::new);
        this.labels = builder.labels.keySet().toArray(String[]::new);
        this.labelOf = builder.labelOf.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Collects the vectors of an index. */
    public static final class Builder {

        private final int dimension;
        private final List<float[]> blocks = new ArrayList<>();
        private final List<String> photos = new ArrayList<>();
        private final Map<String, Integer> labels = new LinkedHashMap<>();
        private final List<Integer> labelOf = new ArrayList<>();

        /** @param dimension length of every vector */
        public Builder(int dimension) {
            this.dimension = dimension;
        }

        /** Adds a photo's vector, {@code float[dimension]} of length 1; it is copied. */
        public Builder add(String photo, String label, float[] vector) {
            if (vector.length != dimension) {
                throw new IllegalArgumentException(
                        "a vector of this index has %d numbers, not %d".formatted(dimension, vector.length));
            }
            int row = photos.size() % BLOCK_ROWS;
            if (row == 0) {
                blocks.add(new float[BLOCK_ROWS * dimension]);
            }
            System.arraycopy(vector, 0, blocks.get(blocks.size() - 1), row * dimension, dimension);
            photos.add(photo);
            labelOf.add(labels.computeIfAbsent(label, any -> labels.size()));
            return this;
        }

        /** Vectors added so far. */
        public int size() {
            return photos.size();
        }

        public VectorIndex build() {
            if (photos.isEmpty()) {
                throw new IllegalStateException("an index needs at least one vector");
            }
            return new VectorIndex(this);
        }
    }

    public int size() {
        return photos.length;
    }

    /** Number of different labels. */
    public int labels() {
        return labels.length;
    }

    public int dimension() {
        return dimension;
    }

    /**
     * Searches every vector.
     *
     * @param vector what is asked, {@code float[dimension]} of length 1
     * @param neighbours how many of the nearest photos to return; equal ones in indexed order
     * @param labelCount of how many of the nearest labels to return the nearest photo
     */
    public Hits search(float[] vector, int neighbours, int labelCount) {
        NearestRows nearest = new NearestRows(Math.min(neighbours, size()));
        int[] bestRow = new int[labels.length];
        float[] bestSimilarity = new float[labels.length];
        Arrays.fill(bestSimilarity, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < photos.length; row++) {
            float similarity = Vectors.dot(vector, blocks.get(row / BLOCK_ROWS), row % BLOCK_ROWS * dimension);
            nearest.offer(row, similarity);
            int label = labelOf[row];
            if (similarity > bestSimilarity[label]) {
                bestSimilarity[label] = similarity;
                bestRow[label] = row;
            }
        }
        NearestRows perLabel = new NearestRows(Math.min(labelCount, labels.length));
        for (int label = 0; label < labels.length; label++) {
            perLabel.offer(bestRow[label], bestSimilarity[label]);
        }
        return new Hits(neighboursOf(nearest), neighboursOf(perLabel));
    }

    private List<Neighbour> neighboursOf(NearestRows rows) {
        List<Neighbour> neighbours = new ArrayList<>(rows.size());
        for (int rank = 0; rank < rows.size(); rank++) {
            int row = rows.row(rank);
            neighbours.add(new Neighbour(photos[row], labels[labelOf[row]], rows.similarity(rank)));
        }
        return neighbours;
    }
}
