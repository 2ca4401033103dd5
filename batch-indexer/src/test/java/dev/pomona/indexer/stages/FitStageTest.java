package dev.pomona.indexer.stages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.recognition.KindClassifier;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class FitStageTest {

    private static final KindClassifier CLASSIFIER =
            new KindClassifier(List.of(new KindClassifier.Kind("apple", List.of("Gala"), 0, new float[] {1, 0})));

    private static Dataset<PhotoRow> photos(float... features) {
        return LocalSpark.session()
                .createDataset(
                        java.util.stream.IntStream.range(0, features.length)
                                .mapToObj(i -> {
                                    PhotoRow photo = new PhotoRow();
                                    photo.setContentHash("photo " + i);
                                    photo.setFeatures(PackedFeatures.pack(new float[][] {{features[i], 0}}));
                                    return photo;
                                })
                                .toList(),
                        Encoders.bean(PhotoRow.class));
    }

    @Test
    void aModelMustKnowMostOfThePhotosThatItWasFittedOn() {
        assertThatThrownBy(() -> FitStage.requireFamiliar(photos(1, 1, 4), CLASSIFIER, 1.5))
                .hasMessageContaining("2 of 3 indexed photos would be UNKNOWN");
        assertThatCode(() -> FitStage.requireFamiliar(photos(1, 4, 4), CLASSIFIER, 1.5))
                .doesNotThrowAnyException();
    }
}
