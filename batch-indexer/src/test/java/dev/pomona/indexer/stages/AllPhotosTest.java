package dev.pomona.indexer.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllPhotosTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 150, 250})
    void aTableWithMoreOrFewerPhotosFailsTheRunWhichMayBeRepeated(long found) {
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> AllPhotos.require("vectors", 200, found))
                .withMessageContaining("200 photos were written to vectors, and " + found + " are there")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
    }

    @Test
    void aTableWithAllPhotosPasses() {
        assertThatCode(() -> AllPhotos.require("vectors", 200, 200)).doesNotThrowAnyException();
    }
}
