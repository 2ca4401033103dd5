package dev.pomona.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchResultTest {

    private static final int SIZE = 600;

    private final RandomVectors vectors = new RandomVectors(SIZE, 8, 23);

    @Test
    void hitsInPartsMergeToThoseOfTheWhole() {
        VectorIndex whole = vectors.index(0, SIZE);
        VectorIndex first = vectors.index(0, 3);
        VectorIndex second = vectors.index(3, 250);
        VectorIndex third = vectors.index(250, SIZE);
        for (int i = 0; i < 50; i++) {
            float[] query = vectors.unit();
            SearchResult merged = third.search(query, 10, 5)
                    .merge(first.search(query, 10, 5), 10, 5)
                    .merge(second.search(query, 10, 5), 10, 5);
            assertThat(merged).isEqualTo(whole.search(query, 10, 5));
        }
    }

    @Test
    void equallyNearPhotosMergeInTheOrderOfTheirNames() {
        SearchResult a = result(new Neighbour("a", "lime", 0.5f));
        SearchResult b = result(new Neighbour("b", "lime", 0.5f));
        assertThat(b.merge(a, 1, 1)).isEqualTo(a.merge(b, 1, 1)).isEqualTo(a);
    }

    @Test
    void aLabelInBothPartsIsListedOnce() {
        SearchResult near = result(new Neighbour("near", "lime", 0.9f));
        SearchResult far = result(new Neighbour("far", "lime", 0.1f));
        SearchResult merged = far.merge(near, 10, 10);
        assertThat(merged.labels()).isEqualTo(near.labels());
        assertThat(merged.nearest()).extracting(Neighbour::photo).containsExactly("near", "far");
    }

    @Test
    void travelBetweenProcesses() throws IOException, ClassNotFoundException {
        float[] query = vectors.unit();
        VectorIndex index = vectors.index(0, SIZE);
        SearchResult merged = index.search(query, 4, 3).merge(index.search(query, 4, 3), 4, 3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(merged);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(merged);
        }
    }

    private static SearchResult result(Neighbour only) {
        return new SearchResult(List.of(only), List.of(only));
    }
}
