package dev.pomona.model.features.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a MobileNetV2 whose batch normalisation is folded into its convolutions: 52 kernels and 52 biases, by
 * name ({@code <Keras layer>__kernel}, {@code <Keras layer>__bias}).
 */
public final class Weights {

    private final TreeMap<String, WeightArray> arrays;

    public Weights(Map<String, WeightArray> arrays) {
        this.arrays = new TreeMap<>(arrays);
    }

    /** Kernel of a layer: {@code [height][width][inputs][outputs]}, depthwise {@code [height][width][channels][1]}. */
    public WeightArray kernel(String layer) {
        return array(layer + "__kernel");
    }

    /** Bias of a layer: one number an output channel. */
    public WeightArray bias(String layer) {
        return array(layer + "__bias");
    }

    public int size() {
        return arrays.size();
    }

    private WeightArray array(String name) {
        @Nullable WeightArray array = arrays.get(name);
        if (array == null) {
            throw new InvalidWeightsException("the weights have no array '" + name + "'");
        }
        return array;
    }

    /** Adds every name, shape and number to a digest, in the order of the names. */
    public void digest(MessageDigest digest) {
        arrays.forEach((name, array) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate((array.shape().length + array.values().length) * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int side : array.shape()) {
                bytes.putInt(side);
            }
            for (float value : array.values()) {
                bytes.putFloat(value);
            }
            digest.update(bytes.array());
        });
    }
}
