package dev.pomona.model.features.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weights of a Keras MobileNetV2 from HDF5 and folds each batch normalisation into the convolution before it:
 * {@code kernel' = kernel * gamma / sqrt(variance + epsilon)}, {@code bias' = beta - mean * gamma / sqrt(variance +
 * epsilon)} (Ioffe and Szegedy 2015, section 3.1; Keras' epsilon for this network is 1e-3).
 *
 * <p>Keras' files name each variable {@code <layer>/<variable>:0} somewhere below the root or {@code model_weights}; the
 * layers are found by their names, wherever they lie.
 */
final class KerasH5Reader {

    private static final double EPSILON = 1e-3;

    /** Where a saved model keeps its optimizer; the moments in there go by the names of the weights. */
    private static final String OPTIMIZER = "optimizer_weights";

    private KerasH5Reader() {}

    static Map<String, WeightArray> read(Path file) {
        Map<String, WeightArray> variables = new HashMap<>();
        try (HdfFile hdf = new HdfFile(file)) {
            collect(hdf, variables);
        }
        Map<String, WeightArray> folded = new HashMap<>();
        variables.forEach((name, kernel) -> {
            int slash = name.indexOf('/');
            String layer = name.substring(0, slash);
            String variable = name.substring(slash + 1);
            if (variable.equals("kernel") || variable.equals("depthwise_kernel")) {
                fold(layer, kernel, variables, folded);
            }
        });
        return folded;
    }

    private static void collect(Group group, Map<String, WeightArray> variables) {
        for (Node node : group) {
            if (node instanceof Group child) {
                if (!child.getName().equals(OPTIMIZER)) {
                    collect(child, variables);
                }
            } else if (node instanceof Dataset dataset
                    && dataset.getJavaType() == float.class
                    && dataset.getDimensions().length > 0) {
                String variable = node.getName().replaceFirst(":0$", "");
                variables.put(
                        group.getName() + "/" + variable,
                        new WeightArray(dataset.getDimensions(), flat(dataset.getData())));
            }
        }
    }

    private static void fold(
            String layer, WeightArray kernel, Map<String, WeightArray> variables, Map<String, WeightArray> folded) {
        String norm = normalisationAfter(layer);
        @Nullable WeightArray gamma = variables.get(norm + "/gamma");
        @Nullable WeightArray beta = variables.get(norm + "/beta");
        @Nullable WeightArray mean = variables.get(norm + "/moving_mean");
        @Nullable WeightArray variance = variables.get(norm + "/moving_variance");
        if (gamma == null || beta == null || mean == null || variance == null) {
            return; // not a convolution of the network: the classifier on top, for instance
        }
        int channels = gamma.values().length;
        float[] kernels = kernel.values().clone();
        float[] biases = new float[channels];
        double[] scale = new double[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = gamma.values()[c] / Math.sqrt(variance.values()[c] + EPSILON);
            biases[c] = (float) (beta.values()[c] - mean.values()[c] * scale[c]);
        }
        // Output channels run fastest in both kinds of kernel: HWIO, and HWC1 for a depthwise one.
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = (float) (kernels[i] * scale[i % channels]);
        }
        folded.put(layer + "__kernel", new WeightArray(kernel.shape(), kernels));
        folded.put(layer + "__bias", new WeightArray(new int[] {channels}, biases));
    }

    private static String normalisationAfter(String layer) {
        return switch (layer) {
            case "Conv1" -> "bn_Conv1";
            case "Conv_1" -> "Conv_1_bn";
            default -> layer + "_BN";
        };
    }

    /** jHDF returns nested Java arrays; their numbers in order. */
    private static float[] flat(Object data) {
        if (data instanceof float[] row) {
            return row;
        }
        Object[] rows = (Object[]) data;
        float[][] parts = new float[rows.length][];
        int size = 0;
        for (int i = 0; i < rows.length; i++) {
            parts[i] = flat(rows[i]);
            size += parts[i].length;
        }
        float[] all = new float[size];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
