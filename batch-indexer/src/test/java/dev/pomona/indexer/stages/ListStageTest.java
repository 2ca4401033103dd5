package dev.pomona.indexer.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListStageTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2, 1",
        "1, 2, 1",
        "64, 2, 1",
        "65, 2, 2",
        "2048, 2, 32", // sixteen tasks a core
        "4000, 2, 32",
        "100000, 2, 391", // no task of more than 256 photos
        "100000, 100, 1563", // no task of less than 64
    })
    void photosAreSplitIntoTasks(long photos, int cores, int tasks) {
        assertThat(ListStage.partitions(photos, cores)).isEqualTo(tasks);
    }
}
