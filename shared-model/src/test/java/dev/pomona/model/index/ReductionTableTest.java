package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTableTest {

    private static final Reduction REDUCTION = new Reduction(
            new float[] {1, 2, 3},
            new float[] {4, 5, 6},
            new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new float[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void aReductionIsReadAsItWasWritten() {
        assertEqual(ReductionTable.reduction(ReductionTable.rows(REDUCTION)));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        List<ReductionTable.Row> rows = ReductionTable.rows(REDUCTION);
        Collections.shuffle(rows, new Random(3));
        assertEqual(ReductionTable.reduction(rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "std", "component", "direction"})
    void aMissingPartIsNamed(String part) {
        List<ReductionTable.Row> rows = ReductionTable.rows(REDUCTION).stream()
                .filter(row -> !row.part().equals(part))
                .toList();
        assertThatThrownBy(() -> ReductionTable.reduction(rows))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("'" + part + "'");
    }

    @ParameterizedTest
    @CsvSource({"component, 0", "component, 2", "direction, 0"})
    void aMissingRowIsNoticed(String part, int row) {
        List<ReductionTable.Row> rows = ReductionTable.rows(REDUCTION).stream()
                .filter(any -> !(any.part().equals(part) && any.row() == row))
                .toList();
        assertThatThrownBy(() -> ReductionTable.reduction(rows)).isInstanceOf(InvalidIndexException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "std", "direction"})
    void aRowThatIsThereTwiceIsNoticed(String part) {
        List<ReductionTable.Row> rows = new ArrayList<>(ReductionTable.rows(REDUCTION));
        rows.addAll(
                rows.stream().filter(row -> row.part().equals(part)).limit(1).toList());
        assertThatThrownBy(() -> ReductionTable.reduction(rows))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("'" + part + "'");
    }

    @Test
    void partsOfDifferentLengthAreRefused() {
        List<ReductionTable.Row> rows = Stream.concat(
                        Stream.of(new ReductionTable.Row("mean", 0, new float[2])),
                        ReductionTable.rows(REDUCTION).stream().skip(1))
                .toList();
        assertThatThrownBy(() -> ReductionTable.reduction(rows))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("fit together");
    }

    private static void assertEqual(Reduction read) {
        assertThat(read.mean()).isEqualTo(REDUCTION.mean());
        assertThat(read.std()).isEqualTo(REDUCTION.std());
        assertThat(read.components()).isDeepEqualTo(REDUCTION.components());
        assertThat(read.discriminant()).isDeepEqualTo(REDUCTION.discriminant());
    }
}
