package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GroupRuleTest {

    /** The series of Fruits-360: frames of one rotation share the prefix of their names. */
    private static final GroupRule SERIES = new GroupRule("/(r\\d*_)?\\d+_\\d+\\.jpg$");

    @Test
    void withoutARuleEachPhotoStandsAlone() {
        assertThat(new GroupRule(null).groupOf("a/1.jpg")).isEqualTo("a/1.jpg");
    }

    @Test
    void framesOfOneSeriesBelongTogether() {
        assertThat(SERIES.groupOf("Kiwi/r_12_100.jpg")).isEqualTo(SERIES.groupOf("Kiwi/r_299_100.jpg"));
        assertThat(SERIES.groupOf("Kiwi/12_100.jpg")).isEqualTo(SERIES.groupOf("Kiwi/13_100.jpg"));
    }

    @Test
    void differentSeriesDoNot() {
        assertThat(SERIES.groupOf("Kiwi/r_12_100.jpg")).isNotEqualTo(SERIES.groupOf("Kiwi/r2_12_100.jpg"));
        assertThat(SERIES.groupOf("Kiwi/r_12_100.jpg")).isNotEqualTo(SERIES.groupOf("Kiwi/12_100.jpg"));
    }

    @Test
    void whatDoesNotMatchStandsAlone() {
        assertThat(SERIES.groupOf("Kiwi/holiday.jpg")).isEqualTo("Kiwi/holiday.jpg");
    }

    @Test
    void refusesAnExpressionWithoutAGroupBecauseAllPhotosWouldBelongTogether() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GroupRule("Kiwi|Lime"));
    }

    @Test
    void refusesWhatIsNoRegularExpression() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GroupRule("("));
    }
}
