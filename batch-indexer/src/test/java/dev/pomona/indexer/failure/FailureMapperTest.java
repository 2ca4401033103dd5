package dev.pomona.indexer.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.store.StoreException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureMapperTest {

    private static Failure failureOf(Throwable thrown) {
        return FailureMapper.map(thrown).failure();
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
    void tellsWhatOfTheAwsEnvironmentIsMissing() {
        // The words of the SDK, which Hadoop's connector passes on.
        FailureMapper.MappedFailure credentials = FailureMapper.map(new AccessDeniedException(
                "s3://fruit/photos", null, "SdkClientException: Unable to load credentials from any of the providers"));
        assertThat(credentials.failure()).isEqualTo(Failure.NO_PERMISSION);
        assertThat(credentials.message()).contains("no AWS credentials").doesNotContain("providers");

        FailureMapper.MappedFailure region = FailureMapper.map(
                new IOException("initializing: SdkClientException: Unable to load region from any of the providers"));
        assertThat(region.failure()).isEqualTo(Failure.UNUSABLE_REQUEST);
        assertThat(region.message()).contains("AWS_REGION");
    }

    @Test
    void whatTheStoreOfTheIndexRefusesIsAMatterOfPermissionUnlessTheBucketIsMissing() {
        assertThat(failureOf(new StoreException.Refused("'a' in s3://b: S3 answers 403 AccessDenied", null)))
                .isEqualTo(Failure.NO_PERMISSION);
        assertThat(failureOf(new StoreException.Refused("'a' in s3://b: S3 answers 404 NoSuchBucket", null)))
                .isEqualTo(Failure.UNUSABLE_REQUEST);
    }

    @Test
    void tellsTheReasonInOneLine() {
        FailureMapper.MappedFailure mapped =
                FailureMapper.map(new IndexingException(Failure.NO_PHOTOS, "no files\nat all"));
        assertThat(mapped.failure()).isEqualTo(Failure.NO_PHOTOS);
        assertThat(mapped.message()).isEqualTo("no files");
    }

    @Test
    void whatNoCheckHasFoundIsAnInternalError() {
        assertThat(failureOf(new IllegalStateException("bug"))).isEqualTo(Failure.INTERNAL);
        assertThat(failureOf(new SparkException("job aborted", new IllegalArgumentException("requirement failed"))))
                .isEqualTo(Failure.INTERNAL);
        assertThat(failureOf(new SparkException("job aborted", new FileNotFoundException("part-0.parquet"))))
                .isEqualTo(Failure.INTERNAL);
        assertThat(FailureMapper.map(new IllegalStateException("bug\nmore")).message())
                .isEqualTo("internal error: java.lang.IllegalStateException: bug");
    }

    @Test
    void everyFailureHasAnExitCodeOfItsOwn() {
        assertThat(Arrays.stream(Failure.values()).map(Failure::exitCode))
                .doesNotHaveDuplicates()
                .doesNotContain(0, 1, 2);
    }
}
