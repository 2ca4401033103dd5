package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/network", "classpath:network", "file:/srv/network", "/srv/network"})
    void runsGetALocationThatHoldsEverywhereAsItIs(String location) {
        assertThat(properties(location).backboneOfRuns()).isEqualTo(location);
    }

    @Test
    void runsGetTheFolderThatTheServiceMeans() {
        assertThat(properties("here/../network").backboneOfRuns())
                .isEqualTo(Path.of("network").toAbsolutePath().toString());
    }

    @Test
    void runsGetNoneForTheBundledNetwork() {
        assertThat(properties(null).backboneOfRuns()).isNull();
        assertThat(properties(" ").backboneOfRuns()).isNull();
    }

    private static ModelProperties properties(String backbone) {
        return new ModelProperties(backbone, null, null);
    }
}
