package dev.pomona.model.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The labelled reduced vectors of an index, and exact search for the nearest by cosine. The vectors lie in blocks of at
 * most {@value #BLOCK_ROWS}; labels are kept once each. Immutable and thread-safe.
 *
 * <p>A search takes no memory that grows with the index. Above {@value #SHARED_ROWS} rows it is shared with the threads of
 * the common pool, as many as there are cores.
 */
public final class VectorIndex {

    private static final int BLOCK_ROWS = 1 << 12;

    /** Where a search takes so long, about a millisecond, that handing out parts of it pays. */
    private static final int SHARED_ROWS = 1 << 16;

    private final int dimension;
    private final List<VectorBlock> blocks;
    private final String[] photos;
    private final String[] labels;

    /** For each row, where its label stands in {@link #labels}. */
    private final int[] labelOf;

    private VectorIndex(Builder builder) {
        this.dimension = builder.dimension;
        this.blocks = builder.blocks();
        this.photos = builder.photos.toArray(String[]::new);
        this.labels = builder.labels.keySet().toArray(String[]::new);
        this.labelOf = builder.labelOf.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Collects the vectors of an index. */
    public static final class Builder {

        private final int dimension;
        private final List<VectorBlock> blocks = new ArrayList<>();
        private final List<String> photos = new ArrayList<>();
        private final Map<String, Integer> labels = new LinkedHashMap<>();
        private final List<Integer> labelOf = new ArrayList<>();

        /** The vectors of the last block, which is not full yet. */
        private float[] open;

        private int openRows;

        /** @param dimension length of every vector */
        public Builder(int dimension) {
            this.dimension = dimension;
            this.open = new float[BLOCK_ROWS * dimension];
        }

        /** Adds a photo's vector, {@code float[dimension]} of length 1; it is copied. */
        public Builder add(String photo, String label, float[] vector) {
            if (vector.length != dimension) {
                throw new IllegalArgumentException(
                        "a vector of this index has %d numbers, not %d".formatted(dimension, vector.length));
            }
            System.arraycopy(vector, 0, open, openRows * dimension, dimension);
            openRows++;
            if (openRows == BLOCK_ROWS) {
                blocks.add(VectorBlock.of(open, dimension));
                open = new float[BLOCK_ROWS * dimension];
                openRows = 0;
            }
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

        private List<VectorBlock> blocks() {
            List<VectorBlock> all = new ArrayList<>(blocks);
            if (openRows > 0) {
                all.add(VectorBlock.of(Arrays.copyOf(open, openRows * dimension), dimension));
            }
            return List.copyOf(all);
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
     * @param vector the query, {@code float[dimension]} of length 1
     * @param neighbours how many of the nearest photos to return; equal ones in indexed order
     * @param labelCount of how many of the nearest labels to return the nearest photo
     */
    public SearchResult search(float[] vector, int neighbours, int labelCount) {
        int threads = size() < SHARED_ROWS ? 1 : ForkJoinPool.getCommonPoolParallelism() + 1;
        AtomicInteger next = new AtomicInteger();
        Search found = IntStream.range(0, threads)
                .parallel()
                .mapToObj(thread -> search(vector, neighbours, labelCount, next))
                .reduce(VectorIndex::added)
                .orElseThrow();
        List<Neighbour> nearest = IntStream.range(0, found.nearest().size())
                .mapToObj(rank ->
                        neighbour(found.nearest().row(rank), found.nearest().similarity(rank)))
                .toList();
        List<Neighbour> perLabel = IntStream.range(0, found.labels().size())
                .mapToObj(rank ->
                        neighbour(found.labels().row(rank), found.labels().similarity(rank)))
                .toList();
        return new SearchResult(new ArrayList<>(nearest), new ArrayList<>(perLabel));
    }

    /** Looks through blocks until none is left; several threads may share {@code next}. */
    private Search search(float[] vector, int neighbours, int labelCount, AtomicInteger next) {
        Search search = new Search(
                vector, Math.min(neighbours, size()), Math.min(labelCount, labels()), Math.min(BLOCK_ROWS, size()));
        for (int block = next.getAndIncrement(); block < blocks.size(); block = next.getAndIncrement()) {
            search.lookThrough(blocks.get(block), block * BLOCK_ROWS, labelOf);
        }
        return search;
    }

    private static Search added(Search search, Search other) {
        search.add(other);
        return search;
    }

    private Neighbour neighbour(int row, float similarity) {
        return new Neighbour(photos[row], labels[labelOf[row]], similarity);
    }
}
