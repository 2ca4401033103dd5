package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.catalogue.CardCatalogue;
import org.junit.jupiter.api.Test;

class KindsTest {

    private final Kinds kinds = Kinds.of(CardCatalogue.bundled());

    @Test
    void anotherKindOrVarietyIsWrong() {
        assertThat(kinds.decides("Gala", "Kiwi")).isTrue();
        assertThat(kinds.decides("Gala", "Golden-Delicious")).isTrue();
        assertThat(kinds.decides("Gala", "Gala")).isTrue();
    }

    @Test
    void aKindMayBeAnyOfItsVarieties() {
        assertThat(kinds.decides("Apple", "Gala")).isFalse();
        assertThat(kinds.decides("Gala", "Apple")).isFalse();
    }

    @Test
    void twoLabelsOfOneVarietyAreNeitherRightNorWrong() {
        assertThat(kinds.decides("Golden-Delicious", "Apple Golden 1")).isFalse();
        assertThat(kinds.decides("Lime", "Limes")).isFalse();
    }
}
