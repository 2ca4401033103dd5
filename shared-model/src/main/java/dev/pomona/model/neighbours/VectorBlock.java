package dev.pomona.model.neighbours;

/**
 * Some rows of an index: their vectors one behind the other, and a quantized copy of them.
 *
 * @param vectors {@code float[rows x dimension]}
 */
record VectorBlock(int rows, float[] vectors, QuantizedVectors quantized) {

    static VectorBlock of(float[] vectors, int dimension) {
        int rows = vectors.length / dimension;
        return new VectorBlock(rows, vectors, QuantizedVectors.of(vectors, rows, dimension));
    }
}
