package dev.pomona.model.neighbours;

/**
 * Some rows of an index: their vectors one behind the other, and a coarse copy of them.
 *
 * @param vectors {@code float[rows x dimension]}
 */
record Block(int rows, float[] vectors, CoarseVectors coarse) {

    static Block of(float[] vectors, int dimension) {
        int rows = vectors.length / dimension;
        return new Block(rows, vectors, CoarseVectors.of(vectors, rows, dimension));
    }
}
