package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelRuleTest {

    @Test
    void theFolderOrTheOneAboveNamesTheLabel() {
        String path = "data/Apple/Golden = 1/a.jpg";
        assertThat(LabelRule.parse("parent").ofName(path)).isEqualTo("Golden = 1");
        assertThat(LabelRule.parse("grandparent").ofName(path)).isEqualTo("Apple");
    }

    @Test
    void namesThatLookTheSameAreOneLabel() {
        assertThat(LabelRule.parse("parent").ofName("Pe\u0302che/a.jpg")).isEqualTo("P\u00eache");
        assertThat(LabelRule.parse("parent").ofName("Kiwi /a.jpg")).isEqualTo("Kiwi");
        assertThat(LabelRule.parse("parent").ofName(" Red\u00a0  Apple/a.jpg")).isEqualTo("Red Apple");
    }

    @Test
    void whereThereIsNoFolderThereIsNoLabel() {
        assertThat(LabelRule.parse("grandparent").ofName("a.jpg")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "folder", "csv:", "PARENT"})
    void refusesOtherRules(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelRule.parse(text))
                .withMessageContaining("parent, grandparent or csv:FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parent", "grandparent", "csv:labels.csv"})
    void isWrittenAsItIsRead(String text) {
        assertThat(LabelRule.parse(text)).hasToString(text);
    }
}
