package dev.pomona.model.features.weights;

import java.util.Arrays;

/**
 * An array of numbers and its shape, the last axis running fastest. The arrays are not copied.
 *
 * @param shape length of each axis
 * @param values as many numbers as the shape says
 */
public record WeightArray(int[] shape, float[] values) {

    public WeightArray {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new InvalidWeightsException(
                    "an array of shape " + Arrays.toString(shape) + " cannot have " + values.length + " numbers");
        }
    }
}
