package dev.pomona.model.features.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files are those of src/test/golden/samples.py: the weights alone, and a whole saved model with its optimizer. The
 * variances make the folding mental arithmetic: the square roots of variance + epsilon are 0.5 and 2.
 */
class KerasH5ReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"keras-weights.h5", "keras-model.h5"})
    void foldsTheNormalisationIntoTheConvolution(String file) throws IOException {
        Weights weights = WeightsFile.read(resource(file));
        // gamma 2 and 6: factors 4 and 3; beta 1 and -1, mean 0.5 and 2
        assertThat(weights.kernel("Conv1").shape()).containsExactly(1, 1, 2, 2);
        assertThat(weights.kernel("Conv1").values()).containsExactly(new float[] {4, 6, 12, 12}, within(1e-5f));
        assertThat(weights.bias("Conv1").values()).containsExactly(new float[] {-1, -7}, within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras-weights.h5", "keras-model.h5"})
    void foldsADepthwiseConvolutionChannelByChannel(String file) throws IOException {
        Weights weights = WeightsFile.read(resource(file));
        // gamma 1 and 2: factors 2 and 1; beta 0 and 5, mean 1 and -1
        assertThat(weights.kernel("block_1_depthwise").shape()).containsExactly(1, 2, 2, 1);
        assertThat(weights.kernel("block_1_depthwise").values())
                .containsExactly(new float[] {2, 2, -6, 4}, within(1e-5f));
        assertThat(weights.bias("block_1_depthwise").values()).containsExactly(new float[] {-2, 6}, within(1e-5f));
    }

    @Test
    void findsTheNormalisationOfTheLastConvolution() throws IOException {
        Weights weights = WeightsFile.read(resource("keras-weights.h5"));
        assertThat(weights.kernel("Conv_1").values()).containsExactly(new float[] {1, 1, 1, 1}, within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras-weights.h5", "keras-model.h5"})
    void leavesTheClassifierOut(String file) throws IOException {
        assertThat(WeightsFile.read(resource(file)).size()).isEqualTo(3 * 2);
    }

    @Test
    void refusesAFileThatDoesNotNameItsLayers() {
        assertThatThrownBy(() -> WeightsFile.read(resource("keras3.weights.h5")))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining("keras3.weights.h5");
    }

    private static Path resource(String name) {
        try {
            return Path.of(KerasH5ReaderTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
