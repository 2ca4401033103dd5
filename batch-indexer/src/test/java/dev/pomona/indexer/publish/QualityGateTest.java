package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityGateTest {

    private final QualityGate gate = new QualityGate(0.02, false);

    private static Manifest.Evaluation evaluation(long photos, double top1) {
        return new Manifest.Evaluation("held out", photos, top1, 1, 1, 1, 0, 0, 0, 0, 0);
    }

    private static Optional<Manifest> current(Manifest.Evaluation evaluation) {
        return Optional.of(new Manifest(
                Manifest.FORMAT_VERSION,
                "20260101T000000Z-00000001",
                "2026-01-01T00:00:00Z",
                "sha256:0",
                List.of(),
                new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of(), List.of(), "parent", null, null),
                new Manifest.Counts(1, 0, Map.of()),
                new Manifest.ReductionSummary(1280, 2, 1, List.of(0.9, 0.1)),
                AnswerRules.UNMEASURED,
                evaluation,
                List.of()));
    }

    @Test
    void theFirstVersionPasses() {
        assertThat(gate.objection(evaluation(10, 0.1), Optional.empty())).isEmpty();
    }

    @Test
    void aBetterOrSlightlyWorseVersionPasses() {
        assertThat(gate.objection(evaluation(10, 0.95), current(evaluation(10, 0.9))))
                .isEmpty();
        assertThat(gate.objection(evaluation(10, 0.885), current(evaluation(10, 0.9))))
                .isEmpty();
    }

    @Test
    void aMuchWorseVersionDoesNotPassAndTheReasonHasBothFigures() {
        assertThat(gate.objection(evaluation(10, 0.8), current(evaluation(10, 0.9))))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("80.0 %", "90.0 %", "20260101T000000Z-00000001"));
    }

    @Test
    void whatWasNotMeasuredIsNotCompared() {
        assertThat(gate.objection(Manifest.Evaluation.NONE, current(evaluation(10, 0.9))))
                .isEmpty();
        assertThat(gate.objection(evaluation(10, 0.1), current(Manifest.Evaluation.NONE)))
                .isEmpty();
    }

    @Test
    void forceLetsEverythingPass() {
        assertThat(new QualityGate(0.02, true).objection(evaluation(10, 0.1), current(evaluation(10, 0.9))))
                .isEmpty();
    }
}
