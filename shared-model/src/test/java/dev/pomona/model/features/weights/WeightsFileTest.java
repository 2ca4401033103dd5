package dev.pomona.model.features.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsFileTest {

    @TempDir
    private Path folder;

    @Test
    void theBundledWeightsAre52KernelsAnd52Biases() throws IOException {
        Weights weights = WeightsFile.bundled();
        assertThat(weights.size()).isEqualTo(104);
        assertThat(weights.kernel("Conv1").shape()).containsExactly(3, 3, 3, 32);
        assertThat(weights.kernel("block_16_depthwise").shape()).containsExactly(3, 3, 960, 1);
        assertThat(weights.bias("Conv_1").shape()).containsExactly(1280);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsFloatArraysOfBothNumpyVersions(int version) throws IOException {
        Path file = NpzFiles.write(
                folder.resolve("Weights.NPZ"),
                Map.of(
                        "a__kernel",
                        NpzFiles.npy(version, "<f4", false, "(2, 1, 3)", 1, 2, 3, 4, 5, 6),
                        "a__bias",
                        NpzFiles.npy(version, "<f4", false, "(1,)", -0.5f)));
        Weights weights = WeightsFile.read(file);
        assertThat(weights.kernel("a").shape()).containsExactly(2, 1, 3);
        assertThat(weights.kernel("a").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(weights.bias("a").values()).containsExactly(-0.5f);
    }

    @Test
    void aMissingArrayIsNamed() throws IOException {
        Weights weights = WeightsFile.read(npz("a__kernel", NpzFiles.npy(1, "<f4", false, "(1,)", 1)));
        assertThatThrownBy(() -> weights.bias("a"))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining("a__bias");
    }

    @Test
    void refusesFortranOrder() throws IOException {
        assertRefused(npz("turned", NpzFiles.npy(1, "<f4", true, "(2, 1)", 1, 2)), "turned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f8", ">f4", "<i4", "<f2", "|O"})
    void refusesOtherKindsOfNumbers(String type) throws IOException {
        assertRefused(npz("wide", NpzFiles.npy(1, type, false, "(2,)", 1, 2)), "wide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(3,)", "(2, 2)", "(70000, 70000, 70000, 70000, 70000)", "(99999999999,)"})
    void refusesAShapeThatDoesNotFitItsNumbers(String shape) throws IOException {
        assertRefused(npz("short", NpzFiles.npy(1, "<f4", false, shape, 1, 2)), "short");
    }

    @Test
    void refusesAnArrayThatIsCutOff() throws IOException {
        byte[] npy = NpzFiles.npy(1, "<f4", false, "(2,)", 1, 2);
        assertRefused(npz("cut", Arrays.copyOf(npy, npy.length - 4)), "cut");
        assertRefused(npz("header", Arrays.copyOf(npy, 30)), "header");
        assertRefused(npz("magic", Arrays.copyOf(npy, 4)), "magic");
    }

    @Test
    void refusesWhatIsNoZip() throws IOException {
        assertRefused(Files.writeString(folder.resolve("text.npz"), "these are no weights"), "text.npz");
    }

    @Test
    void refusesWhatIsNoHdf5() throws IOException {
        assertRefused(Files.writeString(folder.resolve("text.h5"), "these are no weights"), "text.h5");
    }

    @Test
    void refusesAnotherKindOfFile() throws IOException {
        assertRefused(Files.writeString(folder.resolve("weights.onnx"), ""), "weights.onnx");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> WeightsFile.read(folder.resolve("missing.npz")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.npz");
    }

    private Path npz(String name, byte[] npy) throws IOException {
        return NpzFiles.write(folder.resolve("weights.npz"), Map.of(name, npy));
    }

    private static void assertRefused(Path file, String named) {
        assertThatThrownBy(() -> WeightsFile.read(file))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining(named);
    }
}
