package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.parameters.NamedFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationSetTest {

    private static IndexParameters.HeldOut heldOut(List<String> folders) {
        return new IndexParameters.HeldOut(
                folders.stream().map(folder -> NamedFolder.parse(folder, false)).toList(),
                0.1,
                List.of(),
                null,
                4,
                0.9);
    }

    @Test
    void describesTheActualShareAndTheRequestedOne() {
        assertThat(EvaluationSet.describe(heldOut(List.of()), 223, 347))
                .isEqualTo("39.1 % of 570 indexed photos; requested: 10.0 % of each label");
    }

    @Test
    void namesFolders() {
        assertThat(EvaluationSet.describe(heldOut(List.of("s3://a", "web=s3://b/c", "web=s3://d")), 223, 347))
                .isEqualTo("s3://a, web");
    }
}
