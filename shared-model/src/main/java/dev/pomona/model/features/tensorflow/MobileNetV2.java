package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.photo.ViewRenderer;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The graph of MobileNetV2 (Sandler et al., CVPR 2018, table 2), alpha 1.0, without the classifier: float32 {@code
 * [n, 224, 224, 3]} to {@code [n, 1280]}. Weights are constants, and batch normalisation is folded into them.
 */
final class MobileNetV2 {

    static final String INPUT = "input";
    static final String OUTPUT = "features";

    private static final int ARRAYS = 104;
    private static final int EXPANSION = 6;

    /** The stages after the first bottleneck with an expansion; of each, the first bottleneck has the stride. */
    private static final List<Stage> STAGES = List.of(
            new Stage(24, 1, 1),
            new Stage(32, 3, 2),
            new Stage(64, 4, 2),
            new Stage(96, 3, 1),
            new Stage(160, 3, 2),
            new Stage(320, 1, 1));

    private record Stage(int channels, int blocks, int stride) {}

    private MobileNetV2() {}

    /**
     * Builds the network into the graph of {@code ops}, from an operation named {@link #INPUT} to one named {@link
     * #OUTPUT}.
     *
     * @throws InvalidWeightsException if an array is missing or has another shape
     */
    static void build(Ops ops, Weights weights, Precision precision) {
        if (weights.size() != ARRAYS) {
            throw new InvalidWeightsException("a MobileNetV2 has " + ARRAYS + " arrays, not " + weights.size());
        }
        TensorType<? extends TNumber> numbers = switch (precision) {
            case FLOAT32 -> TensorType.FLOAT32;
            case BFLOAT16 -> TensorType.BFLOAT16;
        };
        build(ops, new Layers<>(ops, weights, TensorType.FLOAT32), new Layers<>(ops, weights, numbers));
    }

    /** The layers down to 56 x 56 pixels are always exact: what they lose is lost for all others. */
    private static <T extends TNumber> void build(Ops ops, Layers<TFloat32> exact, Layers<T> layers) {
        Operand<TFloat32> picture = ops.withName(INPUT)
                .placeholder(
                        TFloat32.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, ViewRenderer.SIDE, ViewRenderer.SIDE, 3)));
        Operand<TFloat32> edges = exact.relu6(exact.convolution(picture, "Conv1", 3, 3, 32, 2));
        edges = exact.relu6(exact.depthwise(edges, "expanded_conv_depthwise", 32, 1));
        edges = exact.convolution(edges, "expanded_conv_project", 1, 32, 16, 1);
        edges = bottleneck(exact, edges, 1, 16, 24, 2);

        Operand<T> x = layers.of(edges);
        int channels = 24;
        int block = 2;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                x = bottleneck(layers, x, block++, channels, stage.channels(), i == 0 ? stage.stride() : 1);
                channels = stage.channels();
            }
        }
        x = layers.relu6(layers.convolution(x, "Conv_1", 1, channels, FeatureExtractor.DIMENSION, 1));
        ops.withName(OUTPUT).math.mean(exact.of(x), ops.constant(new int[] {1, 2}));
    }

    /** An inverted residual: expand, filter each channel, project; added to its input where the shapes are equal. */
    private static <T extends TNumber> Operand<T> bottleneck(
            Layers<T> layers, Operand<T> input, int block, int inputs, int outputs, int stride) {
        String name = "block_" + block;
        int expanded = inputs * EXPANSION;
        Operand<T> x = layers.relu6(layers.convolution(input, name + "_expand", 1, inputs, expanded, 1));
        x = layers.relu6(layers.depthwise(x, name + "_depthwise", expanded, stride));
        x = layers.convolution(x, name + "_project", 1, expanded, outputs, 1);
        return stride == 1 && inputs == outputs ? layers.sum(input, x) : x;
    }
}
