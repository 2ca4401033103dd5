package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.Golden;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.Backbones;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.features.Precision;
import dev.pomona.model.photo.PaintedPictures;
import dev.pomona.model.photo.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of another input, range, order of channels and dimension than the bundled one, and broken ones. */
class OtherBackboneTest {

    private static final double TOLERANCE = 1e-3;

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = Backbones.copyTo(root.resolve("network"));
    }

    @Test
    void featuresEqualThoseOfKeras() throws IOException {
        Map<String, float[]> golden = Golden.table("caffe-network.csv");
        try (FeatureExtractor extractor = load(Precision.FLOAT32)) {
            for (PaintedPictures picture : PaintedPictures.values()) {
                float[][] features = extractor.extract(InputBatch.of(48, picture.decoded(), View.of(4)));
                for (View view : View.values()) {
                    float[] expected = golden.get(picture + "/" + view);
                    assertThat(features[view.ordinal()]).hasSize(16);
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(Math.abs(features[view.ordinal()][i] - expected[i]))
                                .as("%s %s, feature %d", picture, view, i)
                                .isLessThan((float) TOLERANCE);
                    }
                }
            }
        }
    }

    @Test
    void itDescribesItself() throws IOException {
        try (FeatureExtractor extractor = load(Precision.FLOAT32)) {
            assertThat(extractor.backbone().inputSide()).isEqualTo(48);
            assertThat(extractor.backbone().dimension()).isEqualTo(16);
            assertThat(extractor.fingerprint())
                    .isEqualTo(extractor.backbone().fingerprint())
                    .isNotEqualTo(BackboneFiles.bundled().backbone().fingerprint());
            assertThat(extractor.scaledJpegs().inputSide()).isEqualTo(48);
        }
    }

    @Test
    void anotherInputSideThanTheGraphsIsRefused() throws IOException {
        Backbones.edit(folder, "\"inputSide\": 48", "\"inputSide\": 64");
        assertRefused("the backbone caffe-network 1 takes the input", "48", "64");
    }

    @Test
    void anotherDimensionThanTheGraphsIsRefused() throws IOException {
        Backbones.edit(folder, "\"dimension\": 16", "\"dimension\": 2048");
        assertRefused("the backbone caffe-network 1 returns 16 features a picture, not 2048");
    }

    @Test
    void anUnknownOperationIsNamed() throws IOException {
        Backbones.replaceInGraph(folder, "MaxPool", "MaxPoop");
        assertRefused("the backbone caffe-network 1 in " + folder, "MaxPoop");
    }

    @Test
    void aFileThatIsNoGraphIsRefused() throws IOException {
        Backbones.replaceGraph(folder, "no graph".getBytes(StandardCharsets.UTF_8));
        assertRefused("the backbone caffe-network 1 in " + folder + " cannot be loaded");
    }

    @Test
    void aPrecisionThatItLacksIsRefused() {
        assertThatThrownBy(() -> load(Precision.BFLOAT16))
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessage("the backbone caffe-network 1 has no variant in bfloat16");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> load(Precision.FLOAT32))
                .isInstanceOf(InvalidBackboneException.class)
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private FeatureExtractor load(Precision precision) throws IOException {
        return TensorFlowFeatureExtractor.load(
                BackboneFiles.at(folder.toString(), Backbones.STORES), precision, CacheFolder.ofUser(), 1);
    }
}
