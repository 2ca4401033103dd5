package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.features.weights.NpzFiles;
import dev.pomona.model.features.weights.WeightArray;
import dev.pomona.model.features.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedModelFolderTest {

    private static final String MODEL = "saved_model.pb";

    @TempDir
    private Path root;

    private Map<String, WeightArray> arrays;

    @BeforeAll
    static void installTensorFlow() throws IOException {
        NativeLibraries.install(CacheFolder.ofUser());
    }

    @BeforeEach
    void readWeights() throws IOException {
        arrays = NpzFiles.bundledArrays();
    }

    @Test
    void aNetworkIsWrittenOnce() throws IOException {
        Path folder = savedModel("sha256:one");
        assertThat(folder.resolve(MODEL)).isNotEmptyFile();
        Files.writeString(folder.resolve(MODEL), "as it was");
        assertThat(savedModel("sha256:one").resolve(MODEL)).hasContent("as it was");
    }

    @Test
    void otherWeightsAreAnotherNetwork() throws IOException {
        Path one = savedModel("sha256:one");
        arrays.get("Conv1__bias").values()[0] += 1;
        Path two = savedModel("sha256:two");
        assertThat(two).isNotEqualTo(one);
        assertThat(Files.mismatch(one.resolve(MODEL), two.resolve(MODEL))).isNotEqualTo(-1);
    }

    @Test
    void aNetworkOfHalfAsLongWeightsIsHalfAsLong() throws IOException {
        Path exact = savedModel(Precision.FLOAT32, "sha256:one").resolve(MODEL);
        Path fast = savedModel(Precision.BFLOAT16, "sha256:one").resolve(MODEL);
        assertThat(Files.size(fast)).isBetween(Files.size(exact) / 2, Files.size(exact) * 3 / 5);
    }

    @Test
    void aMissingArrayIsNamedAndNothingIsKept() {
        arrays.put("other", arrays.remove("block_7_project__bias"));
        assertRefused("block_7_project__bias");
        assertThat(root).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void aWrongShapeIsNamed() {
        arrays.put("block_3_depthwise__kernel", new WeightArray(new int[] {3, 3, 1, 144}, new float[9 * 144]));
        assertRefused("block_3_depthwise.kernel", "[3, 3, 1, 144]", "[3, 3, 144, 1]");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aKernelThatIsFlatIsNamed(Precision precision) {
        arrays.put("block_3_depthwise__kernel", new WeightArray(new int[] {9 * 144}, new float[9 * 144]));
        assertThatThrownBy(() -> savedModel(precision, "sha256:flat"))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining("block_3_depthwise.kernel");
    }

    @Test
    void anotherNumberOfArraysIsRefused() {
        arrays.remove("Conv1__bias");
        assertRefused("104", "103");
    }

    private void assertRefused(String... named) {
        assertThatThrownBy(() -> savedModel("sha256:broken"))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContainingAll(named);
    }

    private Path savedModel(String fingerprint) throws IOException {
        return savedModel(Precision.FLOAT32, fingerprint);
    }

    private Path savedModel(Precision precision, String fingerprint) throws IOException {
        return SavedModelFolder.of(new CacheFolder(root), new Weights(arrays), precision, fingerprint);
    }
}
