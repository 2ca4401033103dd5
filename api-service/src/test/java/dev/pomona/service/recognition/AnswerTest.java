package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.photo.PhotoFormat;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
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

    /** The answer "Gala", beyond doubt, of an index with so many photos of each label. */
    private static Answer gala(Map<String, Integer> photos) throws IOException {
        Neighbour nearest = new Neighbour("1.jpg", "Gala", 0.99f);
        List<Candidate> labels = List.of(new Candidate("Gala", 0.99, nearest));
        List<Candidate> kinds = List.of(new Candidate("apple", 0.99, nearest));
        return new Answer(
                new Recognition(Status.RECOGNISED, labels, List.of(nearest), Set.of()),
                kinds,
                labels,
                label -> label.equals("Kiwi") ? "kiwi" : "apple",
                new RecognitionResponse.PhotoView(PhotoFormat.JPEG, 224, 224, false),
                manifest(photos),
                Timings.of(0, 0, 0, 0));
    }

    private static Manifest manifest(Map<String, Integer> photos) throws IOException {
        CurrentVersion current = IndexJson.read(bundled(IndexLayout.CURRENT), CurrentVersion.class);
        ObjectNode manifest = (ObjectNode) JSON.readTree(bundled(current.manifest()));
        ((ObjectNode) manifest.path("counts")).set("labels", JSON.valueToTree(photos));
        return IndexJson.manifest(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bundled(String path) throws IOException {
        try (InputStream file = AnswerTest.class.getResourceAsStream("/bundled-index/" + path)) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    @Test
    void aLabelAndAKindOfFivePhotosAreRecognised() throws IOException {
        Answer answer = gala(Map.of("Gala", 5, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.RECOGNISED);
        assertThat(answer.isKindRecognised()).isTrue();
    }

    @Test
    void aLabelOfFewPhotosIsUncertainAndItsKindMayBeRecognised() throws IOException {
        Answer answer = gala(Map.of("Gala", 4, "Golden", 1, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(answer.isKindRecognised()).isTrue();
    }

    @Test
    void aKindOfFewPhotosIsNotRecognised() throws IOException {
        Answer answer = gala(Map.of("Gala", 4, "Kiwi", 50));
        assertThat(answer.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(answer.isKindRecognised()).isFalse();
    }
}
