package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.model.index.Manifest.Evaluation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelRowTest {

    @Test
    void sortsByAccuracyWithUnqueriedLabelsLast() {
        Map<String, Long> indexed = Map.of("Kiwi", 50L, "Lime", 60L, "Leek", 9L, "Fig", 8L);
        EvaluationResult.Details heldOut = new EvaluationResult.Details(
                EvaluationSet.NONE,
                List.of(
                        new LabelResult("Kiwi", 10, 9, 10),
                        new LabelResult("Lime", 10, 2, 3),
                        new LabelResult("Mango", 10, 5, 5)),
                List.of(),
                List.of(),
                false);
        RunReport report = SampleReports.report(indexed, Map.of(), List.of(), Evaluation.NONE, heldOut, List.of());

        assertThat(LabelRow.of(report))
                .extracting(row -> row.result().label(), LabelRow::indexed, LabelRow::accuracy)
                .containsExactly(
                        tuple("Lime", 60L, 0.2),
                        tuple("Mango", 0L, 0.5),
                        tuple("Kiwi", 50L, 0.9),
                        tuple("Fig", 8L, 0.0),
                        tuple("Leek", 9L, 0.0));
    }
}
