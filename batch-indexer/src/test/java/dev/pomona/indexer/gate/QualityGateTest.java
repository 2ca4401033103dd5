package dev.pomona.indexer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityGateTest {

    private final QualityGate gate = new QualityGate(0.02, false);

    private static final Map<String, Long> LABELS = Map.of("Kiwi", 10L, "Lime", 10L, "Plum", 10L);

    private static Manifest.Evaluation evaluation(long photos, double top1) {
        return new Manifest.Evaluation("held out", new Manifest.Accuracy(photos, top1, 1, 1, 1.0, 0, 0), null);
    }

    private static Manifest version(Map<String, Long> labels, Manifest.Evaluation evaluation) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "20260101T000000Z-00000001",
                "2026-01-01T00:00:00Z",
                "sha256:0",
                List.of(),
                new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of(), List.of(), "parent", null, null),
                new Manifest.Counts(
                        labels.values().stream().mapToLong(Long::longValue).sum(), 0, labels),
                new Manifest.ReductionSummary(1280, 2, 1, List.of(0.9, 0.1)),
                AnswerRules.UNMEASURED,
                evaluation,
                List.of());
    }

    private static Manifest measured(double top1) {
        return version(LABELS, evaluation(10, top1));
    }

    private static final Manifest UNMEASURED = version(LABELS, Manifest.Evaluation.NONE);

    @Test
    void theFirstVersionPasses() {
        assertThat(gate.objection(measured(0.1), Optional.empty())).isEmpty();
    }

    @Test
    void aBetterOrSlightlyWorseVersionPasses() {
        assertThat(gate.objection(measured(0.95), Optional.of(measured(0.9)))).isEmpty();
        assertThat(gate.objection(measured(0.885), Optional.of(measured(0.9)))).isEmpty();
    }

    @Test
    void aMuchWorseVersionDoesNotPassAndTheReasonHasBothFigures() {
        assertThat(gate.objection(measured(0.8), Optional.of(measured(0.9))))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("80.0 %", "90.0 %", "20260101T000000Z-00000001"));
    }

    @Test
    void aVersionThatWasNotMeasuredDoesNotReplaceOneThatWas() {
        assertThat(gate.objection(UNMEASURED, Optional.of(measured(0.9))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no held-out photo was asked", "90.0 %"));
    }

    @Test
    void anythingReplacesAVersionThatWasNotMeasured() {
        assertThat(gate.objection(measured(0.1), Optional.of(UNMEASURED))).isEmpty();
        assertThat(gate.objection(UNMEASURED, Optional.of(UNMEASURED))).isEmpty();
    }

    @Test
    void aVersionThatLacksALabelDoesNotPassAndTheReasonNamesIt() {
        Manifest fewer = version(Map.of("Kiwi", 20L, "Plum", 20L, "Fig", 3L), evaluation(10, 1));
        assertThat(gate.objection(fewer, Optional.of(measured(0.9))))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("1 of the 3 labels").endsWith("are gone: Lime"));
        assertThat(gate.objection(measured(1), Optional.of(fewer)))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("are gone: Fig"));
    }

    @Test
    void ofManyLostLabelsAFewAreNamed() {
        Map<String, Long> many = new TreeMap<>(LABELS);
        IntStream.range(0, 9).forEach(i -> many.put("label " + i, 1L));
        assertThat(gate.objection(measured(1), Optional.of(version(many, evaluation(10, 1)))))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("9 of the 12 labels").endsWith("label 4 and 4 more"));
    }

    @Test
    void aVersionOfLessThanHalfThePhotosDoesNotPass() {
        Manifest half = version(Map.of("Kiwi", 5L, "Lime", 5L, "Plum", 5L), evaluation(10, 1));
        Manifest less = version(Map.of("Kiwi", 5L, "Lime", 5L, "Plum", 4L), evaluation(10, 1));
        assertThat(gate.objection(half, Optional.of(measured(0.9)))).isEmpty();
        assertThat(gate.objection(less, Optional.of(measured(0.9))))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("14 photos").endsWith("has 30"));
    }

    @Test
    void forceLetsEverythingPass() {
        Manifest worse = version(Map.of("Fig", 1L), Manifest.Evaluation.NONE);
        assertThat(new QualityGate(0.02, true).objection(worse, Optional.of(measured(0.9))))
                .isEmpty();
    }
}
