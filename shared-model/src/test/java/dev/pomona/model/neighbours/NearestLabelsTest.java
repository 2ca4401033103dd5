package dev.pomona.model.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestLabelsTest {

    private final NearestLabels nearest = new NearestLabels(2);

    @Test
    void keepsTheBestRowOfTheBestLabels() {
        nearest.offer(0, 10, 0.2f);
        nearest.offer(1, 11, 0.5f);
        nearest.offer(0, 12, 0.9f);
        nearest.offer(2, 13, 0.4f);
        nearest.offer(0, 14, 0.3f);
        assertThat(rows()).containsExactly(12, 11);
        assertThat(nearest.similarity(1)).isEqualTo(0.5f);
    }

    @Test
    void aLabelThatFellOutMayComeBack() {
        nearest.offer(0, 10, 0.2f);
        nearest.offer(1, 11, 0.5f);
        nearest.offer(2, 12, 0.6f);
        nearest.offer(0, 13, 0.7f);
        assertThat(rows()).containsExactly(13, 12);
    }

    @Test
    void ofEqualRowsTheEarlierAndOfEqualLabelsTheFirstIsKept() {
        nearest.offer(2, 10, 0.5f);
        nearest.offer(1, 12, 0.5f);
        nearest.offer(1, 11, 0.5f);
        nearest.offer(0, 13, 0.5f);
        nearest.offer(3, 14, 0.5f);
        assertThat(rows()).containsExactly(13, 11);
    }

    @Test
    void tellsWhatARowNeedsToGetIn() {
        assertThat(nearest.floor()).isEqualTo(Float.NEGATIVE_INFINITY);
        nearest.offer(0, 10, 0.8f);
        assertThat(nearest.floor(0)).isEqualTo(0.8f);
        assertThat(nearest.floor(1)).isEqualTo(Float.NEGATIVE_INFINITY);
        nearest.offer(1, 11, 0.5f);
        assertThat(nearest.floor(0)).isEqualTo(0.8f);
        assertThat(nearest.floor(7)).isEqualTo(0.5f);
        assertThat(new NearestLabels(0).floor()).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void whatIsNoNumberIsNeverAmongTheBest() {
        nearest.offer(0, 10, Float.NaN);
        assertThat(nearest.size()).isZero();
    }

    private int[] rows() {
        int[] rows = new int[nearest.size()];
        for (int rank = 0; rank < rows.length; rank++) {
            rows[rank] = nearest.row(rank);
        }
        return rows;
    }
}
