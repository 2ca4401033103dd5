package dev.pomona.indexer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.recognition.KindClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class KindClassifierFitterTest {

    private static final int DIMENSION = 1280;

    private static final Map<String, Integer> FEATURE = Map.of("Gala", 3, "Golden", 4, "Anjou", 5, "Lime", 6);

    private final KindClassifierFitter fitter =
            new KindClassifierFitter(label -> label.startsWith("G") ? "apple" : label);
    private final Random random = new Random(1);

    /** Features of a photo on which one stands out, and of a fruit with {@code strength} of it. */
    private float[][] features(int feature, float strength) {
        float[] features = new float[DIMENSION];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextFloat();
        }
        features[feature] += 20 * strength;
        return new float[][] {features};
    }

    private List<PhotoRow> photos(String label, int count) {
        List<PhotoRow> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            photos.add(photo(label, i, features(FEATURE.getOrDefault(label, 0), 1)));
        }
        return photos;
    }

    private static PhotoRow photo(String label, int number, float[][] features) {
        PhotoRow photo = new PhotoRow();
        photo.setSource("shop");
        photo.setLabel(label);
        photo.setPhoto(label + number);
        photo.setContentHash(label + number);
        photo.setFeatures(PackedFeatures.pack(features));
        return photo;
    }

    /** Frames of one scene, which hardly differ. */
    private List<PhotoRow> frames(String label, int count) {
        float[][] scene = features(FEATURE.getOrDefault(label, 0), 1);
        List<PhotoRow> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[][] frame = {scene[0].clone()};
            frame[0][100 + i] += 0.01f;
            photos.add(photo(label, i, frame));
        }
        return photos;
    }

    private KindClassifier fit(List<PhotoRow> photos) {
        Dataset<PhotoRow> dataset = LocalSpark.session().createDataset(photos, Encoders.bean(PhotoRow.class));
        return fitter.fit(dataset, fitter.projection(dataset));
    }

    @Test
    void tellsKindsApartAndKnowsWhatItHasNotSeen() {
        List<PhotoRow> photos = new ArrayList<>(photos("Gala", 20));
        photos.addAll(photos("Golden", 20));
        photos.addAll(photos("Anjou", 20));
        KindClassifier classifier = fit(photos);
        assertThat(classifier.kinds())
                .extracting(KindClassifier.Kind::name, KindClassifier.Kind::labels)
                .containsExactly(
                        Tuple.tuple("Anjou", List.of("Anjou")), Tuple.tuple("apple", List.of("Gala", "Golden")));
        assertThat(Math.exp(classifier.scores(features(4, 1)).logShare("apple")))
                .isGreaterThan(0.5);
        assertThat(Math.exp(classifier.scores(features(5, 1)).logShare("Anjou")))
                .isGreaterThan(0.5);
        double other = classifier.scores(features(9, 1)).familiarity();
        assertThat(classifier.scores(features(3, 1)).familiarity()).isGreaterThan(other);
        assertThat(classifier.scores(features(5, 1)).familiarity()).isGreaterThan(other);
    }

    @Test
    void aKindOfManyPhotosDoesNotSwallowOneOfFew() {
        List<PhotoRow> photos = new ArrayList<>(photos("Anjou", 100));
        photos.addAll(photos("Lime", 3));
        assertThat(Math.exp(fit(photos).scores(features(6, 1)).logShare("Lime")))
                .isGreaterThan(0.5);
    }

    @Test
    void framesOfFewScenesAreLearntToo() {
        List<PhotoRow> photos = new ArrayList<>();
        List.of("Anjou", "Gala", "Lime").forEach(label -> photos.addAll(frames(label, 40)));
        KindClassifier classifier = fit(photos);
        assertThat(photos)
                .allSatisfy(photo -> assertThat(Math.exp(classifier
                                .scores(photo.requireFeatures())
                                .logShare(classifier.kindOf(photo.getLabel()))))
                        .isGreaterThan(0.5));
    }

    @Test
    void photosThatDoNotDifferNeedNoClassifier() {
        float[][] features = features(3, 1);
        assertThat(fit(List.of(photo("Anjou", 0, features), photo("Lime", 0, features)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void photosOfOneKindNeedNoClassifier() {
        List<PhotoRow> apples = new ArrayList<>(photos("Gala", 3));
        apples.addAll(photos("Golden", 3));
        assertThat(fit(apples).isEmpty()).isTrue();
    }
}
