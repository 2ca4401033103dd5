package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    @Test
    void pValueIsTheOneOfMcNemarsExactTest() {
        // binom.test(b, b + c, alternative = "greater") of R
        assertThat(new PairedComparison(100, 5, 0).pValue()).isCloseTo(0.03125, within(1e-9));
        assertThat(new PairedComparison(100, 15, 5).pValue()).isCloseTo(0.02069473, within(1e-7));
        assertThat(new PairedComparison(100, 5, 5).pValue()).isCloseTo(0.6230469, within(1e-7));
        assertThat(new PairedComparison(100, 0, 9).pValue()).isEqualTo(1);
        assertThat(PairedComparison.NONE.pValue()).isEqualTo(1);
    }

    @Test
    void lossIsTheDifferenceOfTheAccuracies() {
        assertThat(new PairedComparison(200, 15, 5).loss()).isCloseTo(0.05, within(1e-12));
        assertThat(new PairedComparison(200, 0, 4).loss()).isCloseTo(-0.02, within(1e-12));
        assertThat(PairedComparison.NONE.loss()).isZero();
    }
}
