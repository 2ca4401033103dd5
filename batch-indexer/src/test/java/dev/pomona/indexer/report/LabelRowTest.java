package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pomona.indexer.evaluate.Asked;
import dev.pomona.indexer.evaluate.HeldOutDetails;
import dev.pomona.indexer.evaluate.HeldOutDetails.LabelResult;
import dev.pomona.model.index.Manifest.Evaluation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelRowTest {

    @Test
    void putsTheWorstLabelFirstAndThoseThatWereNotAskedLast() {
        Map<String, Long> indexed = Map.of("Kiwi", 50L, "Lime", 60L, "Leek", 9L, "Fig", 8L);
        HeldOutDetails heldOut = new HeldOutDetails(
                Asked.NONE,
                0,
                List.of(
                        new LabelResult("Kiwi", 10, 9, 10),
                        new LabelResult("Lime", 10, 2, 3),
                        new LabelResult("Mango", 10, 5, 5)),
                List.of(),
                List.of(),
                false);
        RunReport report = SampleReports.report(indexed, Map.of(), List.of(), Evaluation.NONE, heldOut, List.of());

        assertThat(LabelRow.of(report))
                .extracting(row -> row.result().label(), LabelRow::indexed, LabelRow::shareRight)
                .containsExactly(
                        tuple("Lime", 60L, 0.2),
                        tuple("Mango", 0L, 0.5),
                        tuple("Kiwi", 50L, 0.9),
                        tuple("Fig", 8L, 0.0),
                        tuple("Leek", 9L, 0.0));
    }
}
