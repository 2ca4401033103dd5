package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.Golden;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.Precision;
import dev.pomona.model.photo.PaintedPictures;
import dev.pomona.model.photo.View;
import dev.pomona.model.reduction.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorFlowFeatureExtractorTest {

    /** What an independent implementation may differ by; the features themselves reach 6. */
    private static final double TOLERANCE = 1e-3;

    private static FeatureExtractor extractor;

    @BeforeAll
    static void load() throws IOException {
        extractor =
                TensorFlowFeatureExtractor.load(BackboneFiles.bundled(), Precision.FLOAT32, CacheFolder.ofUser(), 2);
    }

    @AfterAll
    static void close() {
        extractor.close();
    }

    @ParameterizedTest
    @EnumSource(PaintedPictures.class)
    void featuresEqualThoseOfKeras(PaintedPictures picture) {
        Map<String, float[]> golden = Golden.table("features.csv");
        float[][] features = extractor.extract(InputBatch.of(PaintedPictures.SIDE, picture.decoded(), View.of(4)));
        for (View view : View.values()) {
            assertThat(largestDifference(features[view.ordinal()], golden.get(picture + "/" + view)))
                    .as("%s %s", picture, view)
                    .isLessThan(TOLERANCE);
        }
    }

    /**
     * Weights rounded to the nearest give 0.994 to 0.995 for three of these pictures. Without the processor's
     * instructions TensorFlow rounds more of the sums in between; the service never chooses bfloat16 there by itself.
     */
    @Test
    void bfloat16HardlyTurnsTheFeatures() throws IOException {
        float least = Precision.fastest() == Precision.BFLOAT16 ? 0.997f : 0.9955f;
        Map<String, float[]> golden = Golden.table("features.csv");
        try (FeatureExtractor fast =
                TensorFlowFeatureExtractor.load(BackboneFiles.bundled(), Precision.BFLOAT16, CacheFolder.ofUser(), 1)) {
            for (PaintedPictures picture : PaintedPictures.values()) {
                float[][] features = fast.extract(InputBatch.of(PaintedPictures.SIDE, picture.decoded(), View.of(4)));
                for (View view : View.values()) {
                    assertThat(cosine(features[view.ordinal()], golden.get(picture + "/" + view)))
                            .as("%s %s", picture, view)
                            .isGreaterThan(least);
                }
            }
        }
    }

    @Test
    void aPictureHasTheSameFeaturesAloneAndInABatch() {
        InputBatch batch = new InputBatch(PaintedPictures.SIDE, 3);
        for (PaintedPictures picture : List.of(PaintedPictures.DISC, PaintedPictures.CHECKER, PaintedPictures.SMALL)) {
            batch.add(picture.decoded(), View.of(1));
        }
        float[] together = extractor.extract(batch)[1];
        float[] alone = extractor
                .extract(InputBatch.of(PaintedPictures.SIDE, PaintedPictures.CHECKER.decoded(), View.of(1)))[0];
        assertThat(largestDifference(together, alone)).isLessThan(1e-4);
    }

    @Test
    void anEmptyBatchHasNoFeatures() {
        assertThat(extractor.extract(new InputBatch(PaintedPictures.SIDE, 4))).isEmpty();
    }

    @Test
    void moreThreadsThanPredictorsAllGetTheirOwnAnswer() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<float[]>> answers = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(() -> extractor
                            .extract(InputBatch.of(
                                    PaintedPictures.SIDE, pictureOf(i).decoded(), View.of(1)))[0]))
                    .toList();
            Map<String, float[]> golden = Golden.table("features.csv");
            for (int i = 0; i < answers.size(); i++) {
                assertThat(largestDifference(answers.get(i).get(), golden.get(pictureOf(i) + "/CENTRE")))
                        .isLessThan(TOLERANCE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float cosine(float[] a, float[] b) {
        return Vectors.dot(Vectors.normalise(a.clone()), Vectors.normalise(b.clone()));
    }

    private static PaintedPictures pictureOf(int i) {
        return PaintedPictures.values()[i % PaintedPictures.values().length];
    }

    private static double largestDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b).hasSize(extractor.backbone().dimension());
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }
}
