package dev.pomona.model.neighbours;

import dev.pomona.model.reduction.Vectors;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Random vectors of length 1 with labels, and the plain way to search them: sort all by similarity. */
final class RandomVectors {

    private final Random random = new Random(11);
    private final int dimension;
    private final int labels;
    private final List<float[]> vectors;

    RandomVectors(int size, int dimension, int labels) {
        this.dimension = dimension;
        this.labels = labels;
        this.vectors = IntStream.range(0, size).mapToObj(i -> unit()).toList();
    }

    float[] unit() {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.normalise(vector);
    }

    float[] vector(int row) {
        return vectors.get(row);
    }

    String photo(int row) {
        return "photo%05d".formatted(row);
    }

    VectorIndex index(int from, int to) {
        VectorIndex.Builder builder = new VectorIndex.Builder(dimension);
        for (int row = from; row < to; row++) {
            builder.add(photo(row), label(row), vectors.get(row));
        }
        return builder.build();
    }

    List<Neighbour> nearest(float[] query, int count) {
        return sorted(query).stream().limit(count).toList();
    }

    List<Neighbour> nearestLabels(float[] query, int count) {
        Set<String> seen = new HashSet<>();
        return sorted(query).stream()
                .filter(neighbour -> seen.add(neighbour.label()))
                .limit(count)
                .toList();
    }

    private String label(int row) {
        return "label" + row * 7 % labels;
    }

    private List<Neighbour> sorted(float[] query) {
        return IntStream.range(0, vectors.size())
                .mapToObj(row -> new Neighbour(photo(row), label(row), Vectors.dot(query, vectors.get(row))))
                .sorted(Comparator.comparing(Neighbour::similarity).reversed())
                .toList();
    }
}
