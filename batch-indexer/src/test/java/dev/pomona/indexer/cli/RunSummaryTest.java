package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    private static List<String> summary(Map<String, Long> rejects, Manifest.Evaluation evaluation) {
        return summary(rejects, evaluation, null);
    }

    private static List<String> summary(Map<String, Long> rejects, Manifest.Evaluation evaluation, String backbone) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "20260101T000000Z-00000001",
                "2026-01-01T00:00:00Z",
                "sha256:0",
                List.of(),
                new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of(), List.of(), "parent", null, null),
                new Manifest.Counts(
                        7, rejects.values().stream().mapToLong(Long::longValue).sum(), Map.of("Kiwi", 7L), rejects),
                new Manifest.ReductionSummary(1280, 40, 30, List.of()),
                AnswerRules.UNMEASURED,
                evaluation,
                List.of(),
                List.of());
        return RunSummary.lines(manifest, "my-index", backbone);
    }

    @Test
    void namesRejectsByReasonTheMostFrequentFirst() {
        assertThat(summary(Map.of("BROKEN", 2L, "EMPTY", 1L, "UNSUPPORTED_FORMAT", 12L), Manifest.Evaluation.NONE))
                .contains("rejected: 12 UNSUPPORTED_FORMAT, 2 BROKEN, 1 EMPTY");
        assertThat(summary(Map.of(), Manifest.Evaluation.NONE)).noneMatch(line -> line.startsWith("rejected"));
    }

    @Test
    void saysWhatWasNotMeasured() {
        assertThat(summary(Map.of(), Manifest.Evaluation.NONE))
                .anyMatch(line -> line.startsWith("note: nothing was held out"));
    }

    @Test
    void saysHowManyNegativesAreBundled() {
        Manifest.Evaluation evaluation = new Manifest.Evaluation(
                "held out",
                null,
                new Manifest.OutOfDistribution(150, 148L, 0.04, 0.02, 0.99),
                new Manifest.UnseenKinds(80, 0.9, 0, 0.05),
                List.of(),
                List.of());
        assertThat(summary(Map.of(), evaluation))
                .contains("150 negatives (148 of them bundled): AUROC 0.990, 4.0 % not UNKNOWN, 2.0 % recognised")
                .contains(
                        "80 photos queried without their kind in the index: UNKNOWN 90.0 %, recognised as another 5.0 %");
    }

    @Test
    void endsWithTheReportAndHowToServeTheIndex() {
        assertThat(summary(Map.of(), Manifest.Evaluation.NONE))
                .endsWith(
                        "report: my-index/versions/20260101T000000Z-00000001/report/index.html",
                        "serve it: java -jar pomona-service.jar --pomona.index.location=my-index");
    }

    @Test
    void namesTheNetworkToServeItWithIfItIsNotTheBundledOne() {
        assertThat(summary(Map.of(), Manifest.Evaluation.NONE, "my-backbone"))
                .endsWith("serve it: java -jar pomona-service.jar --pomona.index.location=my-index"
                        + " --pomona.model.backbone=my-backbone");
    }
}
