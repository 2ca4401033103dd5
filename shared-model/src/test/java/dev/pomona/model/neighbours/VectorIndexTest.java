package dev.pomona.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pomona.model.reduction.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorIndexTest {

    /** More than two blocks of 4096 rows, and exactly one and two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4095, 4096, 4097, 8192, 9000})
    void findsWhatSortingEverythingFinds(int size) {
        RandomVectors vectors = new RandomVectors(size, 13, 17);
        VectorIndex index = vectors.index(0, size);
        for (int i = 0; i < 5; i++) {
            float[] query = vectors.unit();
            SearchResult result = index.search(query, 10, 6);
            assertThat(result.nearest()).isEqualTo(vectors.nearest(query, 10));
            assertThat(result.labels()).isEqualTo(vectors.nearestLabels(query, 6));
        }
    }

    @Test
    void anIndexedVectorIsItsOwnNearestNeighbour() {
        RandomVectors vectors = new RandomVectors(5000, 40, 3);
        Neighbour nearest = vectors.index(0, 5000)
                .search(vectors.vector(4321), 1, 1)
                .nearest()
                .get(0);
        assertThat(nearest.photo()).isEqualTo(vectors.photo(4321));
        assertThat(nearest.similarity()).isBetween(0.99999f, 1.00001f);
    }

    @Test
    void equallyNearPhotosComeInIndexedOrder() {
        VectorIndex index = new VectorIndex.Builder(2)
                .add("z", "lime", new float[] {1, 0})
                .add("far", "leek", new float[] {0, 1})
                .add("a", "lemon", new float[] {1, 0})
                .add("m", "lime", new float[] {1, 0})
                .build();
        SearchResult result = index.search(new float[] {1, 0}, 3, 3);
        assertThat(result.nearest()).extracting(Neighbour::photo).containsExactly("z", "a", "m");
        assertThat(result.labels()).extracting(Neighbour::photo).containsExactly("z", "a", "far");
    }

    @Test
    void ofEquallyNearPhotosTheFirstOnesAreKept() {
        VectorIndex.Builder builder = new VectorIndex.Builder(1);
        for (int i = 0; i < 5; i++) {
            builder.add("photo" + i, "label" + i, new float[] {1});
        }
        SearchResult result = builder.build().search(new float[] {1}, 2, 2);
        assertThat(result.nearest()).extracting(Neighbour::photo).containsExactly("photo0", "photo1");
        assertThat(result.labels()).extracting(Neighbour::photo).containsExactly("photo0", "photo1");
    }

    @Test
    void fewerVectorsThanAskedAreAllReturned() {
        VectorIndex index = new VectorIndex.Builder(2)
                .add("a", "lime", new float[] {0, 1})
                .add("b", "lime", new float[] {1, 0})
                .build();
        SearchResult result = index.search(new float[] {1, 0}, 10, 20);
        assertThat(result.nearest()).containsExactly(new Neighbour("b", "lime", 1), new Neighbour("a", "lime", 0));
        assertThat(result.labels()).containsExactly(new Neighbour("b", "lime", 1));
    }

    @Test
    void oppositeVectorsAreFoundToo() {
        VectorIndex index =
                new VectorIndex.Builder(1).add("a", "lime", new float[] {-1}).build();
        assertThat(index.search(new float[] {1}, 1, 1))
                .isEqualTo(new SearchResult(
                        List.of(new Neighbour("a", "lime", -1)), List.of(new Neighbour("a", "lime", -1))));
    }

    /** Copies of few vectors, some moved a little: many equal similarities, and more that nearly are. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 70_000})
    void findsTheSameInClustersAsLookingAtEveryVector(int size) {
        RandomVectors centres = new RandomVectors(30, 9, 1);
        Random random = new Random(7);
        List<Neighbour> rows = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        VectorIndex.Builder builder = new VectorIndex.Builder(9);
        for (int row = 0; row < size; row++) {
            float[] vector = centres.vector(random.nextInt(30)).clone();
            if (row % 3 != 0) {
                vector[random.nextInt(9)] += (float) (random.nextGaussian() * 0.002);
                Vectors.normalise(vector);
            }
            String label = "label" + random.nextInt(40);
            builder.add("photo" + row, label, vector);
            rows.add(new Neighbour("photo" + row, label, 0));
            vectors.add(vector);
        }
        VectorIndex index = builder.build();
        for (int i = 0; i < 20; i++) {
            float[] query = i % 2 == 0 ? centres.unit() : vectors.get(random.nextInt(size));
            List<Neighbour> sorted = IntStream.range(0, size)
                    .mapToObj(row -> new Neighbour(
                            rows.get(row).photo(), rows.get(row).label(), Vectors.dot(query, vectors.get(row))))
                    .sorted(Comparator.comparing(Neighbour::similarity).reversed())
                    .toList();
            Map<String, Neighbour> labels = new LinkedHashMap<>();
            rows.forEach(row -> labels.put(row.label(), row));
            labels.replaceAll((label, any) -> sorted.stream()
                    .filter(row -> row.label().equals(label))
                    .findFirst()
                    .orElseThrow());
            List<Neighbour> nearestLabels = labels.values().stream()
                    .sorted(Comparator.comparing(Neighbour::similarity).reversed())
                    .limit(20)
                    .toList();
            assertThat(index.search(query, 10, 20)).isEqualTo(new SearchResult(sorted.subList(0, 10), nearestLabels));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 80_000})
    void findsTheSameWhenThreadsShareTheSearch(int size) {
        RandomVectors vectors = new RandomVectors(size, 6, 300);
        VectorIndex index = vectors.index(0, size);
        float[] query = vectors.unit();
        SearchResult result = index.search(query, 15, 20);
        assertThat(result.nearest()).isEqualTo(vectors.nearest(query, 15));
        assertThat(result.labels()).isEqualTo(vectors.nearestLabels(query, 20));
    }

    @Test
    void aVectorThatIsNoneHidesNoOther() {
        VectorIndex index = new VectorIndex.Builder(2)
                .add("none", "leek", new float[] {Float.NaN, 0})
                .add("endless", "leek", new float[] {Float.POSITIVE_INFINITY, 0})
                .add("a", "lime", new float[] {0.6f, 0.8f})
                .add("b", "lemon", new float[] {1, 0})
                .build();
        SearchResult result = index.search(new float[] {0, 1}, 4, 4);
        assertThat(result.nearest()).extracting(Neighbour::photo).containsExactly("a", "b");
        assertThat(result.labels()).extracting(Neighbour::label).containsExactly("lime", "lemon");
    }

    @Test
    void nothingAskedIsNothingFound() {
        SearchResult result = new RandomVectors(3, 2, 2).index(0, 3).search(new float[] {1, 0}, 0, 0);
        assertThat(result.nearest()).isEmpty();
        assertThat(result.labels()).isEmpty();
    }

    @Test
    void knowsItsSizes() {
        VectorIndex index = new RandomVectors(100, 7, 11).index(0, 100);
        assertThat(index.size()).isEqualTo(100);
        assertThat(index.dimension()).isEqualTo(7);
        assertThat(index.labels()).isEqualTo(11);
    }

    @Test
    void copiesTheVectors() {
        float[] vector = {1, 0};
        VectorIndex index = new VectorIndex.Builder(2).add("a", "lime", vector).build();
        vector[0] = 0;
        assertThat(index.search(new float[] {1, 0}, 1, 1).nearest().get(0).similarity())
                .isEqualTo(1);
    }

    @Test
    void refusesAVectorOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VectorIndex.Builder(3).add("a", "lime", new float[2]))
                .withMessageContaining("3 numbers, not 2");
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalStateException().isThrownBy(() -> new VectorIndex.Builder(3).build());
    }
}
