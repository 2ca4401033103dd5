package dev.pomona.indexer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import dev.pomona.model.index.Violation.Code;
import dev.pomona.model.recognition.AnswerRules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityGateTest {

    private static final Map<String, Long> LABELS = Map.of("Kiwi", 10L, "Lime", 10L, "Plum", 10L);
    private static final Manifest UNMEASURED = version(LABELS, Manifest.Evaluation.NONE);
    private static final int RUNS = 2_000;

    private final QualityGate gate = new QualityGate(0.02, Set.of());

    private static Manifest.Evaluation evaluation(long photos, double top1) {
        return new Manifest.Evaluation(
                "held out", new Manifest.Accuracy(photos, top1, 1, 1, 1.0, 0, 0.0), null, null, List.of(), List.of());
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
                        labels.values().stream().mapToLong(Long::longValue).sum(), 0, labels, Map.of()),
                new Manifest.ReductionSummary(1280, 2, 1, List.of(0.9, 0.1)),
                AnswerRules.UNMEASURED,
                evaluation,
                List.of(),
                List.of());
    }

    private static Manifest measured(long photos, double top1) {
        return version(LABELS, evaluation(photos, top1));
    }

    private List<Violation> check(Manifest next, Manifest current) {
        return gate.check(next, current, PairedComparison.NONE);
    }

    @Test
    void aLossOnTheSamePhotosIsAViolationWhereItIsLargeAndSignificant() {
        Manifest some = measured(300, 0.9);
        assertThat(gate.check(some, some, new PairedComparison(300, 30, 8)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.code()).isEqualTo(Code.LESS_ACCURATE);
                    assertThat(violation.allowed()).isFalse();
                    assertThat(violation.detail())
                            .contains("of 300 photos", "20260101T000000Z-00000001 alone recognises 30")
                            .contains("alone 8: 7.3 points less", "p = 0.00024");
                });
        // within the margin
        assertThat(gate.check(some, some, new PairedComparison(1_000, 30, 12))).isEmpty();
        // not significant
        assertThat(gate.check(some, some, new PairedComparison(100, 7, 4))).isEmpty();
        // better
        assertThat(gate.check(some, some, new PairedComparison(300, 2, 40))).isEmpty();
    }

    @Test
    void theSamePhotosDecideWhateverOtherPhotosSay() {
        assertThat(gate.check(measured(300, 0.5), measured(300, 0.9), new PairedComparison(30, 1, 1)))
                .isEmpty();
        assertThat(gate.check(measured(300, 0.9), measured(300, 0.5), new PairedComparison(30, 9, 1)))
                .extracting(Violation::code)
                .containsExactly(Code.LESS_ACCURATE);
    }

    @Test
    void withoutCommonPhotosTheEvaluationsAreComparedAsIndependentSamples() {
        // standard error 2.5 points
        assertThat(check(measured(300, 0.87), measured(300, 0.9))).isEmpty();
        assertThat(check(measured(300, 0.84), measured(300, 0.9)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail())
                        .contains("84.0 % on 300 photos", "90.0 % on 300 others", "only 0 in common"));
        assertThat(check(measured(10, 0), measured(10, 1)))
                .extracting(Violation::code)
                .containsExactly(Code.LESS_ACCURATE);
        assertThat(check(measured(4, 1), measured(4, 1))).isEmpty();
    }

    @Test
    void anEquallyAccurateVersionIsRarelyRefused() {
        assertThat(refusals(300, 0.9, 0.9)).isLessThan(RUNS * 3 / 100);
        assertThat(refusals(1_500, 0.9, 0.9)).isLessThan(RUNS / 100);
        // without a margin the level of the test is the limit
        QualityGate strict = new QualityGate(0, Set.of());
        assertThat(refusals(strict, 300, 0.9, 0.9)).isLessThan(RUNS / 20);
    }

    @Test
    void aClearlyLessAccurateVersionIsRefusedInNearlyEveryRun() {
        assertThat(refusals(300, 0.9, 0.8)).isGreaterThan(RUNS * 99 / 100);
        assertThat(refusals(1_500, 0.9, 0.86)).isGreaterThan(RUNS * 97 / 100);
        assertThat(refusals(100, 0.9, 0.75)).isGreaterThan(RUNS * 97 / 100);
    }

    private int refusals(int photos, double current, double next) {
        return refusals(gate, photos, current, next);
    }

    /**
     * Counts refusals of simulated versions. Photos differ in difficulty, as real ones do: four of five outcomes follow
     * the photo, the others are independent.
     */
    private static int refusals(QualityGate gate, int photos, double current, double next) {
        Random random = new Random(5);
        int refusals = 0;
        for (int run = 0; run < RUNS; run++) {
            int onlyCurrent = 0;
            int onlyNext = 0;
            for (int photo = 0; photo < photos; photo++) {
                double difficulty = random.nextDouble();
                boolean shared = random.nextDouble() < 0.8;
                boolean before = (shared ? difficulty : random.nextDouble()) < current;
                boolean after = (shared ? difficulty : random.nextDouble()) < next;
                onlyCurrent += before && !after ? 1 : 0;
                onlyNext += after && !before ? 1 : 0;
            }
            Manifest any = measured(photos, current);
            refusals += gate.check(any, any, new PairedComparison(photos, onlyCurrent, onlyNext))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        return refusals;
    }

    @Test
    void aVersionThatWasNotEvaluatedDoesNotReplaceOneThatWas() {
        assertThat(check(UNMEASURED, measured(10, 0.9))).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(Code.NOT_MEASURED);
            assertThat(violation.detail()).contains("nothing was held out", "90.0 %");
        });
    }

    @Test
    void anyAccuracyReplacesAVersionThatWasNotEvaluated() {
        assertThat(check(measured(10, 0.1), UNMEASURED)).isEmpty();
        assertThat(check(UNMEASURED, UNMEASURED)).isEmpty();
    }

    @Test
    void lostLabelsAreNamed() {
        Manifest fewer = version(Map.of("Kiwi", 20L, "Plum", 20L, "Fig", 3L), evaluation(10, 1));
        assertThat(check(fewer, measured(10, 0.9))).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(Code.LOST_LABELS);
            assertThat(violation.detail()).contains("1 of the 3 labels").endsWith("are not indexed: Lime");
        });
    }

    @Test
    void ofManyLostLabelsAFewAreNamed() {
        Map<String, Long> many = new TreeMap<>(LABELS);
        IntStream.range(0, 9).forEach(i -> many.put("label " + i, 1L));
        assertThat(check(measured(10, 1), version(many, evaluation(10, 1))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail())
                        .contains("9 of the 12 labels")
                        .endsWith("label 4 and 4 more"));
    }

    @Test
    void aVersionOfLessThanHalfThePhotosIsAViolation() {
        Manifest half = version(Map.of("Kiwi", 5L, "Lime", 5L, "Plum", 5L), evaluation(10, 1));
        Manifest less = version(Map.of("Kiwi", 5L, "Lime", 5L, "Plum", 4L), evaluation(10, 1));
        assertThat(check(half, measured(10, 0.9))).isEmpty();
        assertThat(check(less, measured(10, 0.9))).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(Code.LOST_PHOTOS);
            assertThat(violation.detail()).startsWith("14 photos").endsWith("has 30");
        });
    }

    @Test
    void anAllowedViolationIsRecordedAndPasses() {
        Manifest worse = version(Map.of("Kiwi", 1L, "Fig", 1L), Manifest.Evaluation.NONE);
        QualityGate lenient = new QualityGate(0.02, Set.of(Code.LOST_LABELS, Code.NOT_MEASURED));

        List<Violation> violations = lenient.check(worse, measured(10, 0.9), PairedComparison.NONE);

        assertThat(violations)
                .filteredOn(Violation::allowed)
                .extracting(Violation::code)
                .containsExactly(Code.LOST_LABELS, Code.NOT_MEASURED);
        assertThat(violations)
                .filteredOn(violation -> !violation.allowed())
                .extracting(Violation::code)
                .containsExactly(Code.LOST_PHOTOS);
        assertThat(QualityGate.passes(violations)).isFalse();
        assertThat(QualityGate.passes(violations.subList(0, 1))).isTrue();
        assertThat(QualityGate.passes(List.of())).isTrue();
    }
}
