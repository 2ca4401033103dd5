package dev.pomona.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.features.CacheNotWritableException;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.store.InvalidLocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts that no later attempt could mend end at once, with the cause and the remedy. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

    @TempDir
    private Path folder;

    @Test
    void aCacheThatCannotBeWritten(CapturedOutput output) throws IOException {
        Path cache = Files.createFile(folder.resolve("file")).resolve("cache");
        assertThatThrownBy(() -> start("--pomona.model.cache=" + cache)).isInstanceOf(CacheNotWritableException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", cache.toString(), "POMONA_CACHE", "700 MB")
                .doesNotContain("\tat ");
    }

    @Test
    void aPlatformThatTheBuildIsNotFor(CapturedOutput output) {
        String before = System.setProperty("os.arch", "sparc");
        try {
            assertThatThrownBy(() -> start("--pomona.model.cache=" + folder))
                    .isInstanceOf(UnsupportedPlatformException.class);
        } finally {
            System.setProperty("os.arch", before);
        }
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "-sparc", "-Dtensorflow-native.platform")
                .doesNotContain("\tat ");
    }

    @Test
    void aBucketThatNoClientCanBeMadeFor(CapturedOutput output) {
        assertThatThrownBy(() -> start(
                        "--pomona.catalogue.location=s3://cards/mine",
                        "--spring.cloud.aws.region.static=eu-west-1",
                        "--spring.cloud.aws.s3.endpoint=not a URI"))
                .hasRootCauseInstanceOf(InvalidLocationException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "s3://cards/mine", "AWS_REGION")
                .doesNotContain("\tat ");
    }

    @Test
    void aLocationThatNoStoreServes(CapturedOutput output) {
        assertThatThrownBy(() -> start("--pomona.catalogue.location=ftp://cards"));
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "pomona.catalogue.location", "ftp")
                .doesNotContain("\tat ");
    }

    private static void start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("--server.port=0", "--management.server.port=0"));
        SpringApplication.run(PomonaApplication.class, all.toArray(String[]::new));
    }
}
