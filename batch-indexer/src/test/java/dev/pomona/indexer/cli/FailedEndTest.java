package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkUserAppException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedEndTest {

    private final List<Integer> exits = new ArrayList<>();

    @Test
    void theApplicationMasterOfYarnIsGivenTheExitCode() {
        FailedEnd end =
                new FailedEnd(Map.of("spark.master", "yarn", "spark.submit.deployMode", "cluster")::get, exits::add);
        assertThatExceptionOfType(SparkUserAppException.class)
                .isThrownBy(() -> end.with(17))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(17));
        assertThat(exits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yarn, client", "k8s://https://host, client", "spark://host:7077, cluster", "local[2], client"})
    void anyOtherProcessEndsWithTheExitCode(String master, String deployMode) throws Exception {
        new FailedEnd(Map.of("spark.master", master, "spark.submit.deployMode", deployMode)::get, exits::add).with(17);
        assertThat(exits).containsExactly(17);
    }

    @Test
    void theLocalProgramEndsWithTheExitCode() throws Exception {
        new FailedEnd(name -> null, exits::add).with(17);
        assertThat(exits).containsExactly(17);
    }
}
