package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.parameters.IndexParameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationSetTest {

    private static IndexParameters.HeldOut heldOut(List<String> folders) {
        return new IndexParameters.HeldOut(folders, 0.1, List.of(), null, 4);
    }

    @Test
    void describesTheActualShareAndTheRequestedOne() {
        assertThat(EvaluationSet.describe(heldOut(List.of()), 223, 347))
                .isEqualTo("39.1 % of 570 indexed photos; requested: 10.0 % of each label");
    }

    @Test
    void namesFolders() {
        assertThat(EvaluationSet.describe(heldOut(List.of("s3://a", "s3://b")), 223, 347))
                .isEqualTo("s3://a, s3://b");
    }
}
