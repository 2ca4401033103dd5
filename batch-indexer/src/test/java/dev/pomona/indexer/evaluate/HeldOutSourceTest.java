package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutSourceTest {

    @Test
    void aShareIsTheOneThatCameAbout() {
        assertThat(new HeldOutSource(List.of(), 0.1).describe(223, 347))
                .isEqualTo("39.1 % of 570 indexed photos, where 10.0 % of each label were wanted");
    }

    @Test
    void foldersAreNamed() {
        assertThat(new HeldOutSource(List.of("s3://a", "s3://b"), 0.1).describe(223, 347))
                .isEqualTo("s3://a, s3://b");
    }
}
