package dev.pomona.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestRowsTest {

    @Test
    void keepsTheBestRowsBestFirst() {
        NearestRows nearest = new NearestRows(3);
        float[] similarities = {0.1f, 0.9f, -0.5f, 0.4f, 0.95f, 0.2f};
        for (int row = 0; row < similarities.length; row++) {
            nearest.offer(row, similarities[row]);
        }
        assertThat(rows(nearest)).containsExactly(4, 1, 3);
        assertThat(nearest.similarity(0)).isEqualTo(0.95f);
        assertThat(nearest.similarity(2)).isEqualTo(0.4f);
    }

    @Test
    void ofEqualRowsTheFirstStays() {
        NearestRows nearest = new NearestRows(2);
        for (int row = 0; row < 4; row++) {
            nearest.offer(row, 0.5f);
        }
        assertThat(rows(nearest)).containsExactly(0, 1);
    }

    @Test
    void holdsNoMoreThanWereOffered() {
        NearestRows nearest = new NearestRows(5);
        assertThat(nearest.size()).isZero();
        nearest.offer(7, -1);
        assertThat(rows(nearest)).containsExactly(7);
    }

    @Test
    void withoutRoomItStaysEmpty() {
        NearestRows nearest = new NearestRows(0);
        nearest.offer(1, 1);
        assertThat(nearest.size()).isZero();
    }

    @Test
    void ofEqualRowsTheEarlierComesFirstInWhateverOrderTheyAreOffered() {
        NearestRows nearest = new NearestRows(3);
        for (int row : new int[] {5, 2, 9, 1}) {
            nearest.offer(row, 0.5f);
        }
        assertThat(rows(nearest)).containsExactly(1, 2, 5);
    }

    @Test
    void whatIsNoNumberIsNeverAmongTheBest() {
        NearestRows nearest = new NearestRows(2);
        nearest.offer(0, Float.NaN);
        nearest.offer(1, -1);
        nearest.offer(2, Float.NaN);
        assertThat(rows(nearest)).containsExactly(1);
    }

    @Test
    void theFloorIsTheLastOnesSimilarityOnceThereIsNoRoomLeft() {
        NearestRows nearest = new NearestRows(2);
        nearest.offer(0, 0.7f);
        assertThat(nearest.floor()).isEqualTo(Float.NEGATIVE_INFINITY);
        nearest.offer(1, 0.3f);
        assertThat(nearest.floor()).isEqualTo(0.3f);
        assertThat(new NearestRows(0).floor()).isEqualTo(Float.POSITIVE_INFINITY);
    }

    private static int[] rows(NearestRows nearest) {
        int[] rows = new int[nearest.size()];
        for (int rank = 0; rank < rows.length; rank++) {
            rows[rank] = nearest.row(rank);
        }
        return rows;
    }
}
