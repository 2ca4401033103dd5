package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionsTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 21, 22})
    void takesTheVersionsThatHadoopRunsOn(int feature) {
        assertThat(JavaVersions.problem(feature)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 23, 24, 25})
    void namesTheVersionsItNeedsInOneLine(int feature) {
        assertThat(JavaVersions.problem(feature))
                .get()
                .asString()
                .contains("Java 17 to 22", "this is Java " + feature, "JAVA_HOME")
                .doesNotContain("\n");
    }
}
