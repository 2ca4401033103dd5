package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Doubt;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CertaintyTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Known from a familiarity of 3 and certain from 5, and from a confidence of 0.8 for kinds and 0.9 for labels. */
    private static final AnswerRules RULES = new AnswerRules(
            AnswerRules.UNMEASURED.neighbourVoting(),
            AnswerRules.UNMEASURED.calibration(),
            KindFusion.NEIGHBOURS,
            new Thresholds(3, 5, 0.9, 0.8));

    /** The certainty of the answer "Gala", beyond doubt, of an index with so many photos of each label. */
    private static Certainty gala(Map<String, Integer> photos) throws IOException {
        return gala(photos, 6, 0.99, 0, Set.of());
    }

    private static Certainty gala(
            Map<String, Integer> photos, double familiarity, double confidence, double second, Set<Doubt> doubts)
            throws IOException {
        Neighbour nearest = new Neighbour("1.jpg", "Gala", 0.99f);
        List<Candidate> kinds =
                List.of(new Candidate("apple", confidence, nearest), new Candidate("kiwi", second, nearest));
        Recognition recognition = new Recognition(
                RULES.thresholds().status(familiarity, confidence, 0),
                familiarity,
                List.of(new Candidate("Gala", confidence, nearest)),
                List.of(nearest),
                Set.of());
        for (Doubt doubt : doubts) {
            recognition = recognition.doubted(doubt);
        }
        return Certainty.of(recognition, kinds, CertaintyTest::kindOf, manifest(photos));
    }

    private static String kindOf(String label) {
        return label.equals("Kiwi") ? "kiwi" : "apple";
    }

    private static Manifest manifest(Map<String, Integer> photos) throws IOException {
        CurrentVersion current = IndexJson.read(bundled(IndexLayout.CURRENT), CurrentVersion.class);
        ObjectNode manifest = (ObjectNode) JSON.readTree(bundled(current.manifest()));
        manifest.set("answerRules", JSON.valueToTree(RULES));
        ((ObjectNode) manifest.path("counts")).set("labels", JSON.valueToTree(photos));
        return IndexJson.manifest(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bundled(String path) throws IOException {
        try (InputStream file = CertaintyTest.class.getResourceAsStream("/bundled-index/" + path)) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static final Map<String, Integer> MANY = Map.of("Gala", 50, "Kiwi", 50);

    @Test
    void aLabelAndAKindOfFivePhotosAreCertain() throws IOException {
        Certainty answer = gala(Map.of("Gala", 5, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.labelRecognised()).isTrue();
        assertThat(answer.reasons()).isEmpty();
    }

    @Test
    void aLabelOfFewPhotosIsUncertainAndItsKindMayBeRecognised() throws IOException {
        Certainty answer = gala(Map.of("Gala", 4, "Golden", 1, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.labelRecognised()).isFalse();
    }

    @Test
    void aKindOfFewPhotosIsNotRecognised() throws IOException {
        Certainty answer = gala(Map.of("Gala", 4, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(answer.labelRecognised()).isFalse();
        assertThat(answer.reasons()).containsExactly(Reason.FEW_INDEXED_PHOTOS);
    }

    @Test
    void aKindMayBeCertainWhereItsLabelIsNot() throws IOException {
        Certainty answer = gala(MANY, 6, 0.85, 0, Set.of());
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.labelRecognised()).isFalse();
    }

    /** Several labels of one kind together may be more probable than the first label, which is of another. */
    @Test
    void aLabelOfAnotherKindThanTheOneThatIsNamedIsNotCertain() throws IOException {
        Neighbour nearest = new Neighbour("1.jpg", "Gala", 0.99f);
        Recognition gala = new Recognition(
                Status.RECOGNISED, 6, List.of(new Candidate("Gala", 0.99, nearest)), List.of(nearest), Set.of());
        Certainty kiwi = Certainty.of(
                gala, List.of(new Candidate("kiwi", 0.99, nearest)), CertaintyTest::kindOf, manifest(MANY));
        assertThat(kiwi.status()).isEqualTo(Status.RECOGNISED);
        assertThat(kiwi.labelRecognised()).isFalse();
    }

    @Test
    void anUncertainAnswerSaysWhy() throws IOException {
        assertThat(gala(MANY, 4, 0.99, 0, Set.of()).reasons()).containsExactly(Reason.UNFAMILIAR_STYLE);
        assertThat(gala(MANY, 6, 0.5, 0.2, Set.of()).reasons()).containsExactly(Reason.AMBIGUOUS);
        assertThat(gala(MANY, 6, 0.9, 0.6, Set.of()).reasons()).containsExactly(Reason.AMBIGUOUS);
        assertThat(gala(MANY, 4, 0.5, 0.2, Set.of()).reasons())
                .containsExactly(Reason.UNFAMILIAR_STYLE, Reason.AMBIGUOUS);
        assertThat(gala(MANY, 6, 0.99, 0, Set.of(Doubt.COLOURLESS)).reasons()).containsExactly(Reason.COLOURLESS);
        assertThat(gala(MANY, 6, 0.99, 0, Set.of(Doubt.COLOURLESS, Doubt.BLURRED))
                        .reasons())
                .containsExactly(Reason.COLOURLESS, Reason.BLURRED);
    }

    @Test
    void anUnknownPhotoIsBlankOrLikeNoFruit() throws IOException {
        assertThat(gala(MANY, 2, 0.99, 0, Set.of()).reasons()).containsExactly(Reason.NOT_LIKE_ANY_FRUIT);
        Certainty blank = gala(MANY, 6, 0.99, 0, Set.of(Doubt.BLANK));
        assertThat(blank.status()).isEqualTo(Status.UNKNOWN);
        assertThat(blank.reasons()).containsExactly(Reason.BLANK);
    }
}
