package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.photo.PhotoFormat;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Doubt;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.service.index.Exemplars;
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

class AnswerTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Known from a familiarity of 3 and certain from 5, and from a confidence of 0.8 for kinds and 0.9 for labels. */
    private static final AnswerRules RULES = new AnswerRules(
            AnswerRules.UNMEASURED.neighbourVoting(),
            AnswerRules.UNMEASURED.calibration(),
            KindFusion.NEIGHBOURS,
            new Thresholds(3, 5, 0.9, 0.8));

    /** The answer "Gala", beyond doubt, of an index with so many photos of each label. */
    private static Answer gala(Map<String, Integer> photos) throws IOException {
        return gala(photos, 6, 0.99, 0, Set.of());
    }

    private static Answer gala(
            Map<String, Integer> photos, double familiarity, double confidence, double second, Set<Doubt> doubts)
            throws IOException {
        Neighbour nearest = new Neighbour("1.jpg", "Gala", 0.99f);
        List<Candidate> labels = List.of(new Candidate("Gala", confidence, nearest));
        List<Candidate> kinds =
                List.of(new Candidate("apple", confidence, nearest), new Candidate("kiwi", second, nearest));
        Recognition recognition = new Recognition(
                RULES.thresholds().status(familiarity, confidence, 0), familiarity, labels, List.of(nearest), Set.of());
        for (Doubt doubt : doubts) {
            recognition = recognition.doubted(doubt);
        }
        return new Answer(
                recognition,
                kinds,
                labels,
                label -> label.equals("Kiwi") ? "kiwi" : "apple",
                new RecognitionResponse.PhotoView(PhotoFormat.JPEG, 224, 224, false),
                manifest(photos),
                Exemplars.NONE,
                Timings.of(0, 0, 0, 0));
    }

    private static Manifest manifest(Map<String, Integer> photos) throws IOException {
        CurrentVersion current = IndexJson.read(bundled(IndexLayout.CURRENT), CurrentVersion.class);
        ObjectNode manifest = (ObjectNode) JSON.readTree(bundled(current.manifest()));
        manifest.set("answerRules", JSON.valueToTree(RULES));
        ((ObjectNode) manifest.path("counts")).set("labels", JSON.valueToTree(photos));
        return IndexJson.manifest(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bundled(String path) throws IOException {
        try (InputStream file = AnswerTest.class.getResourceAsStream("/bundled-index/" + path)) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static final Map<String, Integer> MANY = Map.of("Gala", 50, "Kiwi", 50);

    @Test
    void aLabelAndAKindOfFivePhotosAreCertain() throws IOException {
        Answer answer = gala(Map.of("Gala", 5, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.isLabelRecognised()).isTrue();
        assertThat(answer.reasons()).isEmpty();
    }

    @Test
    void aLabelOfFewPhotosIsUncertainAndItsKindMayBeRecognised() throws IOException {
        Answer answer = gala(Map.of("Gala", 4, "Golden", 1, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.isLabelRecognised()).isFalse();
    }

    @Test
    void aKindOfFewPhotosIsNotRecognised() throws IOException {
        Answer answer = gala(Map.of("Gala", 4, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(answer.isLabelRecognised()).isFalse();
        assertThat(answer.reasons()).containsExactly(Reason.FEW_INDEXED_PHOTOS);
    }

    @Test
    void aKindMayBeCertainWhereItsLabelIsNot() throws IOException {
        Answer answer = gala(MANY, 6, 0.85, 0, Set.of());
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.isLabelRecognised()).isFalse();
    }

    /** Several labels of one kind together may be more probable than the first label, which is of another. */
    @Test
    void aLabelOfAnotherKindThanTheOneThatIsNamedIsNotCertain() throws IOException {
        Answer gala = gala(MANY);
        Answer kiwi = new Answer(
                gala.recognition(),
                List.of(
                        new Candidate("kiwi", 0.99, gala.recognition().best().nearest()),
                        gala.kinds().get(1)),
                gala.varieties(),
                gala.kindOf(),
                gala.photo(),
                gala.manifest(),
                gala.exemplars(),
                gala.timings());
        assertThat(kiwi.status()).isEqualTo(Status.RECOGNISED);
        assertThat(kiwi.isLabelRecognised()).isFalse();
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
        Answer blank = gala(MANY, 6, 0.99, 0, Set.of(Doubt.BLANK));
        assertThat(blank.status()).isEqualTo(Status.UNKNOWN);
        assertThat(blank.reasons()).containsExactly(Reason.BLANK);
    }
}
