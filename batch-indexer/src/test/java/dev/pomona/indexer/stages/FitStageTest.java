package dev.pomona.indexer.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.fit.FittedModel;
import dev.pomona.indexer.fit.RootProjection;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.reduction.Reduction;
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

    private static FittedModel model(KindClassifier classifier) {
        Reduction reduction = new Reduction(new float[] {0}, new float[] {1}, new float[][] {{1}}, new float[][] {{1}});
        return new FittedModel(reduction, List.of(1.0), new RootProjection(new float[0], new float[0][]), classifier);
    }

    @Test
    void theModelOfTheIndexHasAClassifierOnlyIfTheEvaluatedOneHad() {
        assertThat(FitStage.comparable(model(CLASSIFIER), model(KindClassifier.NONE))
                        .classifier())
                .isEqualTo(KindClassifier.NONE);
        assertThat(FitStage.comparable(model(CLASSIFIER), model(CLASSIFIER)).classifier())
                .isEqualTo(CLASSIFIER);
    }

    @Test
    void aModelMustKnowMostOfThePhotosThatItWasFittedOn() {
        assertThatThrownBy(() -> FitStage.requireFamiliar(photos(1, 1, 4), CLASSIFIER, 1.5))
                .hasMessageContaining("2 of 3 indexed photos would be UNKNOWN");
        assertThatCode(() -> FitStage.requireFamiliar(photos(1, 4, 4), CLASSIFIER, 1.5))
                .doesNotThrowAnyException();
    }
}
