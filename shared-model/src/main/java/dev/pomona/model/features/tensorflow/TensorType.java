package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.weights.WeightArray;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * TensorType that layers calculate with.
 *
 * @param type TensorFlow's type
 * @param tensor makes a tensor of float32 numbers, to be closed; each becomes the nearest one of the type
 * @param windows what is done to depthwise kernels before
 */
record TensorType<T extends TNumber>(
        Class<T> type, BiFunction<Shape, float[], T> tensor, UnaryOperator<WeightArray> windows) {

    static final TensorType<TFloat32> FLOAT32 = new TensorType<>(
            TFloat32.class,
            (shape, values) -> TFloat32.tensorOf(shape, DataBuffers.of(values)),
            UnaryOperator.identity());

    static final TensorType<TBfloat16> BFLOAT16 = new TensorType<>(
            TBfloat16.class,
            // TensorFlow's Java part cuts bits off instead of rounding, so it gets rounded ones.
            (shape, values) -> TBfloat16.tensorOf(shape, DataBuffers.of(Bfloat16.nearest(values))),
            Bfloat16::keepingSums);
}
