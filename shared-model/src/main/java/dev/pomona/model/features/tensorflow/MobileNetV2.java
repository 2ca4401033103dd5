package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.features.weights.WeightArray;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.photo.ViewRenderer;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.types.TFloat32;

/**
 * The graph of MobileNetV2 (Sandler et al., CVPR 2018, table 2), alpha 1.0, without the classifier: float32 {@code
 * [n, 224, 224, 3]} to {@code [n, 1280]}. Weights are constants and batch normalisation is folded, so each layer is a
 * convolution, a bias and at most a ReLU6, which TensorFlow runs as one fused kernel.
 */
final class MobileNetV2 {

    static final String INPUT = "input";
    static final String OUTPUT = "features";

    private static final int ARRAYS = 104;
    private static final int STEM_CHANNELS = 32;
    private static final String SAME = "SAME";

    /** The bottleneck stages in their order; the first one has no expansion and is named on its own. */
    private static final List<Stage> STAGES = List.of(
            new Stage(16, 1, 1),
            new Stage(24, 2, 2),
            new Stage(32, 3, 2),
            new Stage(64, 4, 2),
            new Stage(96, 3, 1),
            new Stage(160, 3, 2),
            new Stage(320, 1, 1));

    private static final int EXPANSION = 6;

    private record Stage(int channels, int blocks, int stride) {}

    private final Ops ops;
    private final Weights weights;

    private MobileNetV2(Ops ops, Weights weights) {
        this.ops = ops;
        this.weights = weights;
    }

    /**
     * Builds the network into the graph of {@code ops}, from an operation named {@link #INPUT} to one named {@link
     * #OUTPUT}.
     *
     * @throws InvalidWeightsException if an array is missing or has another shape
     */
    static void build(Ops ops, Weights weights) {
        if (weights.size() != ARRAYS) {
            throw new InvalidWeightsException("a MobileNetV2 has " + ARRAYS + " arrays, not " + weights.size());
        }
        new MobileNetV2(ops, weights).build();
    }

    private void build() {
        Operand<TFloat32> x = ops.withName(INPUT)
                .placeholder(
                        TFloat32.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, ViewRenderer.SIDE, ViewRenderer.SIDE, 3)));
        x = relu6(convolution(x, "Conv1", new int[] {3, 3, 3, STEM_CHANNELS}, 2));
        int channels = STEM_CHANNELS;
        int block = 0;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                x = bottleneck(x, block++, channels, stage.channels(), i == 0 ? stage.stride() : 1);
                channels = stage.channels();
            }
        }
        x = relu6(convolution(x, "Conv_1", new int[] {1, 1, channels, FeatureExtractor.DIMENSION}, 1));
        ops.withName(OUTPUT).math.mean(x, ops.constant(new int[] {1, 2}));
    }

    /** An inverted residual: expand, filter each channel, project; added to its input where the shapes are equal. */
    private Operand<TFloat32> bottleneck(Operand<TFloat32> input, int block, int inputs, int outputs, int stride) {
        String name = block == 0 ? "expanded_conv" : "block_" + block;
        Operand<TFloat32> x = input;
        int expanded = inputs;
        if (block > 0) {
            expanded = inputs * EXPANSION;
            x = relu6(convolution(x, name + "_expand", new int[] {1, 1, inputs, expanded}, 1));
        }
        x = relu6(depthwise(x, name + "_depthwise", expanded, stride));
        x = convolution(x, name + "_project", new int[] {1, 1, expanded, outputs}, 1);
        return stride == 1 && inputs == outputs ? ops.math.add(input, x) : x;
    }

    private Operand<TFloat32> convolution(Operand<TFloat32> x, String layer, int[] shape, long stride) {
        Operand<TFloat32> kernel = constant(layer + ".kernel", weights.kernel(layer), shape);
        return biased(ops.withName(layer).nn.conv2d(x, kernel, strides(stride), SAME), layer, shape[3]);
    }

    private Operand<TFloat32> depthwise(Operand<TFloat32> x, String layer, int channels, long stride) {
        Operand<TFloat32> kernel = constant(layer + ".kernel", weights.kernel(layer), new int[] {3, 3, channels, 1});
        DepthwiseConv2dNative<TFloat32> filtered =
                ops.withName(layer).nn.depthwiseConv2dNative(x, kernel, strides(stride), SAME);
        return biased(filtered, layer, channels);
    }

    private Operand<TFloat32> biased(Operand<TFloat32> x, String layer, int channels) {
        return ops.nn.biasAdd(x, constant(layer + ".bias", weights.bias(layer), new int[] {channels}));
    }

    private Operand<TFloat32> relu6(Operand<TFloat32> x) {
        return ops.nn.relu6(x);
    }

    private Operand<TFloat32> constant(String name, WeightArray array, int[] shape) {
        if (!Arrays.equals(shape, array.shape())) {
            throw new InvalidWeightsException("'%s' has shape %s, not %s"
                    .formatted(name, Arrays.toString(array.shape()), Arrays.toString(shape)));
        }
        long[] sides = Arrays.stream(shape).asLongStream().toArray();
        return ops.withName(name).constant(Shape.of(sides), DataBuffers.of(array.values()));
    }

    private static List<Long> strides(long stride) {
        return List.of(1L, stride, stride, 1L);
    }
}
