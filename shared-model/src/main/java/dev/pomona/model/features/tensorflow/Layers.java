package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.weights.InvalidWeightsException;
import dev.pomona.model.features.weights.WeightArray;
import dev.pomona.model.features.weights.Weights;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Layers that calculate with one type of numbers: a convolution, a bias and at most a ReLU6, which TensorFlow runs as
 * one fused kernel. Shapes are {@code [n, height, width, channels]}; a layer's name is that of its weights.
 */
final class Layers<T extends TNumber> {

    private static final String SAME = "SAME";

    private final Ops ops;
    private final Weights weights;
    private final TensorType<T> numbers;

    Layers(Ops ops, Weights weights, TensorType<T> numbers) {
        this.ops = ops;
        this.weights = weights;
        this.numbers = numbers;
    }

    /** The same numbers in the type of these layers. */
    Operand<T> of(Operand<? extends TNumber> x) {
        return x.type() == numbers.type() ? x.asOutput().expect(numbers.type()) : ops.dtypes.cast(x, numbers.type());
    }

    /** A convolution with windows of {@code side * side} pixels, and a bias. */
    Operand<T> convolution(Operand<T> x, String layer, int side, int inputs, int outputs, int stride) {
        Operand<T> kernel = constant(layer + ".kernel", kernel(layer, side, side, inputs, outputs));
        return biased(ops.withName(layer).nn.conv2d(x, kernel, strides(stride), SAME), layer, outputs);
    }

    /** A window of 3 x 3 for each channel, and a bias. */
    Operand<T> depthwise(Operand<T> x, String layer, int channels, int stride) {
        WeightArray windows = numbers.windows().apply(kernel(layer, 3, 3, channels, 1));
        Operand<T> kernel = constant(layer + ".kernel", windows);
        return biased(ops.withName(layer).nn.depthwiseConv2dNative(x, kernel, strides(stride), SAME), layer, channels);
    }

    Operand<T> relu6(Operand<T> x) {
        return ops.nn.relu6(x);
    }

    Operand<T> sum(Operand<T> x, Operand<T> y) {
        return ops.math.add(x, y);
    }

    private Operand<T> biased(Operand<T> x, String layer, int channels) {
        String name = layer + ".bias";
        return ops.nn.biasAdd(x, constant(name, checked(name, weights.bias(layer), channels)));
    }

    private WeightArray kernel(String layer, int... shape) {
        return checked(layer + ".kernel", weights.kernel(layer), shape);
    }

    private static WeightArray checked(String name, WeightArray array, int... shape) {
        if (!Arrays.equals(shape, array.shape())) {
            throw new InvalidWeightsException("'%s' has shape %s, not %s"
                    .formatted(name, Arrays.toString(array.shape()), Arrays.toString(shape)));
        }
        return array;
    }

    private Operand<T> constant(String name, WeightArray array) {
        long[] sides = Arrays.stream(array.shape()).asLongStream().toArray();
        try (T tensor = numbers.tensor().apply(Shape.of(sides), array.values())) {
            return ops.withName(name).constantOf(tensor);
        }
    }

    private static List<Long> strides(long stride) {
        return List.of(1L, stride, stride, 1L);
    }
}
