package dev.pomona.model.features.weights;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where weights come from: the file inside this jar, or one of the user's. */
public final class WeightsFile {

    private static final String BUNDLED = "/dev/pomona/model/features/pomona_mobilenet_v2_1.0_224_v3.npz";

    private WeightsFile() {}

    /** The weights that come with Pomona; see docs/model-card.md. */
    public static Weights bundled() throws IOException {
        try (@Nullable InputStream stream = WeightsFile.class.getResourceAsStream(BUNDLED)) {
            if (stream == null) {
                throw new IllegalStateException("the bundled weights " + BUNDLED + " are not on the class path");
            }
            return new Weights(NpzReader.read(stream));
        }
    }

    /**
     * Reads a NumPy {@code .npz} of folded arrays or a Keras {@code .h5}.
     *
     * @throws IOException if the file cannot be read
     * @throws InvalidWeightsException if it is neither, or not float32
     */
    public static Weights read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read the weights file " + file);
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            try (InputStream stream = Files.newInputStream(file)) {
                return weights(file, NpzReader.read(stream));
            }
        }
        if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            return weights(file, readH5(file));
        }
        throw new InvalidWeightsException("weights are read from .npz and .h5 files, not from " + file);
    }

    private static Weights weights(Path file, Map<String, WeightArray> arrays) {
        if (arrays.isEmpty()) {
            throw new InvalidWeightsException("no weights of a MobileNetV2 are in " + file);
        }
        return new Weights(arrays);
    }

    private static Map<String, WeightArray> readH5(Path file) {
        try {
            return KerasH5Reader.read(file);
        } catch (HdfException e) {
            throw new InvalidWeightsException("not an HDF5 file: " + file, e);
        }
    }
}
