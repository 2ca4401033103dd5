package dev.pomona.indexer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReductionFitterTest {

    private static final double[] EXPLAINED = {0.5, 0.25, 0.125, 0.125};

    @Test
    void keepsTheFewestComponentsThatExplainTheShare() {
        assertThat(ReductionFitter.componentsFor(0.5, EXPLAINED)).isEqualTo(1);
        assertThat(ReductionFitter.componentsFor(0.51, EXPLAINED)).isEqualTo(2);
        assertThat(ReductionFitter.componentsFor(0.875, EXPLAINED)).isEqualTo(3);
    }

    @Test
    void keepsAllWhereRoundingKeepsThemFromExplainingEverything() {
        assertThat(ReductionFitter.componentsFor(1, new double[] {0.7, 0.2999999}))
                .isEqualTo(2);
    }
}
