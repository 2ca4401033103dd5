package dev.pomona.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void whatCannotBeSeenIsOneSpelling() {
        assertThat(Spelling.visible(" Pe\u0302che\u00a0  jaune ")).isEqualTo("P\u00eache jaune");
    }

    @Test
    void caseAccentsAndJointsAreNotInTheKey() {
        assertThat(Spelling.key("P\u00eache_Jaune"))
                .isEqualTo(Spelling.key("peche - jaune"))
                .isEqualTo("pechejaune");
        assertThat(Spelling.key("C\u0153ur de b\u0153uf")).isEqualTo("coeurdeboeuf");
    }

    @Test
    void otherLettersAndNumbersAre() {
        assertThat(Spelling.key("Gala 1")).isNotEqualTo(Spelling.key("Gala 2"));
    }
}
