package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void writesSharesAsPerCent() {
        assertThat(Numbers.percent(0.9123)).isEqualTo("91.2\u00a0%");
        assertThat(Numbers.percent(1, 3)).isEqualTo("33.3\u00a0%");
    }

    @Test
    void writesADashForAShareOfNothing() {
        assertThat(Numbers.percent(0, 0)).isEqualTo(Numbers.NONE);
        assertThat(Numbers.percent(Double.NaN)).isEqualTo(Numbers.NONE);
        assertThat(Numbers.decimal(Double.NaN)).isEqualTo(Numbers.NONE);
    }

    @Test
    void writesDurationsInTheUnitThatSuitsThem() {
        assertThat(Numbers.duration(4.21)).isEqualTo("4.2\u00a0s");
        assertThat(Numbers.duration(59.7)).isEqualTo("1\u00a0min 00\u00a0s");
        assertThat(Numbers.duration(725)).isEqualTo("12\u00a0min 05\u00a0s");
        assertThat(Numbers.duration(3720)).isEqualTo("1\u00a0h 02\u00a0min");
    }
}
