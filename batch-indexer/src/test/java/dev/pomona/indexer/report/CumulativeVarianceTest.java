package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CumulativeVarianceTest {

    @Test
    void findsTheElbowWhereTheCurveIsFarthestFromItsChord() {
        CumulativeVariance bent = new CumulativeVariance(List.of(0.4, 0.3, 0.2, 0.04, 0.03, 0.03));

        assertThat(bent.elbow()).hasValue(3);
    }

    /** For y = sqrt(x) from 0 to 1 the distance from the chord, sqrt(x) - x, is largest at x = 1/4. */
    @Test
    void findsTheElbowOfASquareRootAtAQuarter() {
        List<Double> shares = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> Math.sqrt(i / 1000.0) - Math.sqrt((i - 1) / 1000.0))
                .toList();

        assertThat(new CumulativeVariance(shares).elbow().orElseThrow()).isBetween(230, 270);
    }

    @Test
    void findsNoElbowWhereNothingBends() {
        assertThat(new CumulativeVariance(Collections.nCopies(10, 0.1)).elbow()).isEmpty();
        assertThat(new CumulativeVariance(List.of(0.9, 0.1)).elbow()).isEmpty();
        assertThat(new CumulativeVariance(List.of(1.0)).elbow()).isEmpty();
        assertThat(new CumulativeVariance(List.of()).elbow()).isEmpty();
    }

    @Test
    void addsUpWhatTheFirstComponentsExplain() {
        CumulativeVariance variance = new CumulativeVariance(List.of(0.5, 0.3, 0.1));

        assertThat(variance.explainedBy(0)).isZero();
        assertThat(variance.explainedBy(2)).isEqualTo(0.8, Offset.offset(1e-12));
        assertThat(variance.explainedBy(7)).isEqualTo(0.9, Offset.offset(1e-12));
    }
}
