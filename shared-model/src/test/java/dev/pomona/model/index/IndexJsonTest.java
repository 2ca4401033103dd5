package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.AnswerRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexJsonTest {

    private static final Manifest MANIFEST = new Manifest(
            Manifest.FORMAT_VERSION,
            "20260102T030405Z-0a1b2c3d",
            "2026-01-02T03:04:05Z",
            "sha256:ab",
            List.of("s3://photos/shop"),
            new Manifest.Parameters(1, 4, 0.99, null, "lda", 0.1, List.of("**/*.jpg"), List.of(), "folder", 200, null),
            new Manifest.Counts(3, 1, Map.of("lime", 2L, "crème brûlée", 1L), Map.of("EMPTY", 1L)),
            new Manifest.ReductionSummary(1280, 2, 2, List.of(0.75, 0.125)),
            AnswerRules.UNMEASURED,
            new Manifest.Evaluation(
                    "held out",
                    new Manifest.Accuracy(10, 0.9, 1, 0.8, null, 0.05, 0.02),
                    new Manifest.OutOfDistribution(5, 2L, 0.2, 0.1, 0.9),
                    new Manifest.UnseenKinds(10, 0.6, 0.1, 0.15),
                    List.of(new Manifest.SourceAccuracy(
                            "web",
                            new Manifest.Accuracy(4, 0.5, 1, 0.25, 1.0, 0, 0.1),
                            new Manifest.Accuracy(4, 0.75, 1, 0.5, 1.0, 0, null),
                            0.95)),
                    List.of("nothing of other kinds")),
            List.of(new Violation(Violation.Code.LOST_LABELS, "1 of 3", true)),
            List.of(new Manifest.IndexFile("vectors/part-0.parquet", 1L << 40, "00ff")));

    private static final CurrentVersion CURRENT =
            new CurrentVersion("20260102T030405Z-0a1b2c3d", "versions/x/manifest.json", "00ff");

    @Test
    void aManifestIsReadAsItWasWritten() {
        assertThat(IndexJson.manifest(IndexJson.write(MANIFEST))).isEqualTo(MANIFEST);
    }

    @Test
    void thePointerIsReadAsItWasWritten() {
        assertThat(IndexJson.read(IndexJson.write(CURRENT), CurrentVersion.class))
                .isEqualTo(CURRENT);
    }

    @Test
    void whatWasNotMeasuredIsNullAndNotZero() {
        String json = text(IndexJson.write(Manifest.Evaluation.NONE));
        assertThat(json).contains("\"accuracy\" : null", "\"outOfDistribution\" : null");
        assertThat(text(IndexJson.write(MANIFEST))).contains("\"precisionAtRecognised\" : null");
    }

    @Test
    void theOldFormatIsRefusedInOneLine() {
        assertThatThrownBy(() -> IndexJson.manifest(bytes("{\"formatVersion\": 1, \"answerRules\": {\"vote\": {}}}")))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessage("the index has format version 1; this program reads version 4, so build the index again");
    }

    @Test
    void labelsAreWrittenInOrderSoThatEqualManifestsAreEqualFiles() {
        String json = text(IndexJson.write(MANIFEST));
        assertThat(json.indexOf("crème brûlée")).isPositive().isLessThan(json.indexOf("\"lime\""));
    }

    @Test
    void fieldsOfLaterProgramsAreIgnored() {
        String json = text(IndexJson.write(MANIFEST));
        String later = json.replaceFirst("\\{", "{ \"later\": {\"deep\": [1]},")
                .replaceFirst("\"views\"", "\"alsoLater\": 1, \"views\"");
        assertThat(later).contains("alsoLater");
        assertThat(IndexJson.manifest(bytes(later))).isEqualTo(MANIFEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, -1})
    void anotherFormatVersionIsRefused(int version) {
        String json =
                text(IndexJson.write(MANIFEST)).replaceFirst("\"formatVersion\" : 4", "\"formatVersion\": " + version);
        assertThatThrownBy(() -> IndexJson.manifest(bytes(json)))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("format version " + version);
    }

    @Test
    void aLaterFormatIsRefusedForItsVersionAndNotForWhatItLacks() {
        assertThatThrownBy(() -> IndexJson.manifest(bytes("{\"formatVersion\": 5, \"files\": {}}")))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("format version 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "\"text\"", "{\"formatVersion\": 4}", "<html>"})
    void whatIsNoManifestIsRefused(String json) {
        assertThatThrownBy(() -> IndexJson.manifest(bytes(json))).isInstanceOf(InvalidIndexException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "fingerprint", "sources", "counts", "reduction", "answerRules", "files"})
    void aManifestWithoutOneOfItsPartsIsRefused(String part) {
        String json = text(IndexJson.write(MANIFEST)).replaceFirst("\"" + part + "\"", "\"renamed\"");
        assertThatThrownBy(() -> IndexJson.manifest(bytes(json)))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("Manifest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"version\": \"a\"}",
                "{\"version\": null, \"manifest\": \"\", \"sha256\": \"\"}"
            })
    void whatIsNoPointerIsRefused(String json) {
        assertThatThrownBy(() -> IndexJson.read(bytes(json), CurrentVersion.class))
                .isInstanceOf(InvalidIndexException.class);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
