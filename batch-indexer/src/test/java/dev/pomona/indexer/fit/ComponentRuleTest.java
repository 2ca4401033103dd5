package dev.pomona.indexer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComponentRuleTest {

    @Test
    void neverKeepsComponentsThatExplainNothing() {
        assertThat(new ComponentRule(1, null).count(new double[] {0.7, 0.2999999, 1e-17, 1e-18, 0}))
                .isEqualTo(2);
    }

    private static final double[] EXPLAINED = {0.5, 0.25, 0.125, 0.125};

    @Test
    void keepsTheFewestComponentsThatExplainTheShare() {
        assertThat(new ComponentRule(0.5, null).count(EXPLAINED)).isEqualTo(1);
        assertThat(new ComponentRule(0.51, null).count(EXPLAINED)).isEqualTo(2);
        assertThat(new ComponentRule(0.875, null).count(EXPLAINED)).isEqualTo(3);
    }

    @Test
    void keepsAllWhereRoundingKeepsThemFromExplainingEverything() {
        assertThat(new ComponentRule(1, null).count(new double[] {0.7, 0.2999999}))
                .isEqualTo(2);
    }

    @Test
    void aFixedNumberIsTakenWhateverItExplains() {
        assertThat(new ComponentRule(0.99, 1).count(EXPLAINED)).isEqualTo(1);
        assertThat(new ComponentRule(0.99, 40).count(EXPLAINED)).isEqualTo(EXPLAINED.length);
    }
}
