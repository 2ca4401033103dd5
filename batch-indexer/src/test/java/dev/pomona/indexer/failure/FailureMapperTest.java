package dev.pomona.indexer.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureMapperTest {

    private static Failure failureOf(Throwable thrown) {
        return FailureMapper.exception(thrown).map(FailureMapper.Found::failure).orElse(null);
    }

    @Test
    void findsWhatSparkHasBuried() {
        assertThat(failureOf(new SparkException("job aborted", new IOException("No space left on device"))))
                .isEqualTo(Failure.DISK_FULL);
        assertThat(failureOf(new SparkException("job aborted", new AccessDeniedException("/index"))))
                .isEqualTo(Failure.NO_PERMISSION);
        assertThat(failureOf(new IOException("Mkdirs failed: Permission denied")))
                .isEqualTo(Failure.NO_PERMISSION);
    }

    @Test
    void tellsTheReasonInOneLine() {
        assertThat(FailureMapper.exception(new IndexingException(Failure.NO_PHOTOS, "no files\nat all")))
                .hasValueSatisfying(found -> {
                    assertThat(found.failure()).isEqualTo(Failure.NO_PHOTOS);
                    assertThat(found.message()).isEqualTo("no files");
                });
    }

    @Test
    void aMissingFolderIsTheOperatorsToMend() {
        assertThat(failureOf(new FileNotFoundException("there is no folder x"))).isEqualTo(Failure.UNUSABLE_REQUEST);
    }

    @Test
    void anythingElseIsOurs() {
        assertThat(failureOf(new IllegalStateException("bug"))).isNull();
    }

    @Test
    void everyFailureHasAnExitCodeOfItsOwn() {
        assertThat(Arrays.stream(Failure.values()).map(Failure::exitCode))
                .doesNotHaveDuplicates()
                .doesNotContain(0, 1, 2);
    }
}
